BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0005');
CREATE TABLE cases (
	id INTEGER NOT NULL, 
	team_id TEXT NOT NULL, 
	number TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	thread_ts TEXT NOT NULL, 
	is_dm BOOLEAN DEFAULT 0 NOT NULL, 
	requester TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	route TEXT, 
	status TEXT NOT NULL, 
	awaiting TEXT, 
	priority TEXT NOT NULL, 
	assignee TEXT, 
	taken_over BOOLEAN DEFAULT 0 NOT NULL, 
	language TEXT, 
	unsure_count INTEGER DEFAULT '0' NOT NULL, 
	opened_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	first_response_at DATETIME, 
	resolved_at DATETIME, 
	rating INTEGER, remind_at DATETIME, erased_at DATETIME, 
	CONSTRAINT pk_cases PRIMARY KEY (id), 
	CONSTRAINT uq_cases_team_id_channel_thread_ts UNIQUE (team_id, channel, thread_ts), 
	CONSTRAINT uq_cases_team_id_number UNIQUE (team_id, number)
);
INSERT INTO "cases" VALUES(1,'T0DESK001','CASE-1001','C0SUPPORT','1795877259.488700',0,'U0ANA0001','I have a question about invoice #INV-7890, it is higher than I expected. Also I…','billing_inquiry','answered',NULL,'normal',NULL,0,NULL,0,'2026-11-28 14:47:39.492215','2026-11-28 14:47:41.101900','2026-11-28 14:47:41.101900',NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(2,'T0DESK001','CASE-1002','C0SUPPORT','1795877261.142000',0,'U0ANA0001','I want to return something','general_question','waiting','task:4','normal',NULL,0,NULL,0,'2026-11-28 14:47:41.143970','2026-11-28 14:47:41.491105','2026-11-28 14:47:41.491105',NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(3,'T0DESK001','CASE-1003','C0SUPPORT','1795877261.493000',0,'U0BEN0001','I want to talk to a human being please','general_question','escalated',NULL,'normal',NULL,0,NULL,1,'2026-11-28 14:47:41.494060','2026-11-28 14:47:41.801628','2026-11-28 14:47:41.801628',NULL,NULL,'2026-11-28 15:17:41.801628',NULL);
INSERT INTO "cases" VALUES(4,'T0DESK001','CASE-1004','C0SUPPORT','1795877262.134200',0,'U0ANA0001','Please let me talk to somebody from your team','general_question','escalated',NULL,'normal','U0STAFF01',1,NULL,1,'2026-11-28 14:47:42.135781','2026-11-28 14:47:42.711932','2026-11-28 14:47:42.446087',NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(5,'T0DESK001','CASE-1005','C0SUPPORT','1795877262.935100',0,'U0BEN0001','Can I speak to a person about my garden chair?','general_question','resolved',NULL,'normal',NULL,0,NULL,1,'2026-11-28 14:47:42.936320','2026-11-28 14:47:43.411452','2026-11-28 14:47:43.112941','2026-11-28 14:47:43.411452',NULL,NULL,NULL);
INSERT INTO "cases" VALUES(6,'T0DESK001','CASE-1006','C0SUPPORT','1795877264.004900',0,'U0ANA0001','how do turbines cope when there''s no wind?','general_question','answered',NULL,'normal',NULL,0,NULL,0,'2026-11-28 14:47:44.006395','2026-11-28 14:47:44.227646','2026-11-28 14:47:44.227646',NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(7,'T0DESK001','CASE-1007','C0SUPPORT','1795877264.268700',0,'U0ANA0001','Do wind turbines kill birds?','general_question','waiting','details','normal',NULL,0,NULL,1,'2026-11-28 14:47:44.271131','2026-11-28 14:47:44.514146','2026-11-28 14:47:44.514146',NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(8,'T0DESK001','CASE-1008','C0SUPPORT','1795877264.569371',0,'U0BEN0001','Where is my order A-55555?',NULL,'open',NULL,'normal',NULL,0,NULL,0,'2026-11-28 14:47:44.569399','2026-11-28 14:47:44.569399',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE corrections (
	id INTEGER NOT NULL, 
	team_id TEXT NOT NULL, 
	case_id INTEGER NOT NULL, 
	message_id INTEGER NOT NULL, 
	route_before TEXT, 
	route_after TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_corrections PRIMARY KEY (id), 
	CONSTRAINT fk_corrections_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT fk_corrections_message_id FOREIGN KEY(message_id) REFERENCES messages (id)
);
CREATE TABLE counters (
	team_id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	value BIGINT NOT NULL, 
	CONSTRAINT pk_counters PRIMARY KEY (team_id, name)
);
INSERT INTO "counters" VALUES('T0DESK001','case',1008);
INSERT INTO "counters" VALUES('T0DESK001','rma',10001);
INSERT INTO "counters" VALUES('T0DESK001','faq',1);
INSERT INTO "counters" VALUES('T0DESK001','published',1);
CREATE TABLE customers (
	id INTEGER NOT NULL, 
	team_id TEXT NOT NULL, 
	user TEXT NOT NULL, 
	account_number TEXT, 
	account_asked_at DATETIME, 
	CONSTRAINT pk_customers PRIMARY KEY (id), 
	CONSTRAINT uq_customers_team_id_user UNIQUE (team_id, user)
);
CREATE TABLE erasures (
	id INTEGER NOT NULL, 
	team_id TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	kind TEXT NOT NULL, 
	cases INTEGER DEFAULT '0' NOT NULL, 
	messages INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_erasures PRIMARY KEY (id)
);
CREATE TABLE faq_documents (
	id INTEGER NOT NULL, 
	team_id TEXT NOT NULL, 
	set_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_faq_documents PRIMARY KEY (id), 
	CONSTRAINT fk_faq_documents_set_id FOREIGN KEY(set_id) REFERENCES faq_sets (id), 
	CONSTRAINT uq_faq_documents_set_id_position UNIQUE (set_id, position)
);
INSERT INTO "faq_documents" VALUES(1,'T0DESK001',1,0,'Energy storage','# Energy storage

Energy storage is the capture of energy at one time for use at a later time. Storage evens out the difference between supply and demand.

## Batteries

Lithium-ion batteries store electricity in chemical form. A home battery holds 5 to 15 kilowatt-hours. Lithium-ion batteries last about 10 years or 6,000 cycles. Batteries are used to supply power during an outage.

## Pumped hydro

Pumped hydro is the oldest and largest form of grid storage. Pumps lift water to an upper reservoir when electricity is cheap, and turbines release it when demand is high. Pumped hydro returns 70 to 80 percent of the energy that was put in.

## Other forms

Flywheels store energy in a spinning mass. Thermal storage uses molten salt at about 565 degrees Celsius. Hydrogen is produced by splitting water with electricity.

## Safety

Lithium-ion batteries require a management system that prevents overheating. Damaged batteries should be replaced before further use.
');
INSERT INTO "faq_documents" VALUES(2,'T0DESK001',1,1,'Solar power','# Solar power

Solar power is the conversion of sunlight into electricity. Most systems use photovoltaic panels, which have no moving parts.

## How do solar panels work?

Solar panels convert sunlight into direct current through the photovoltaic effect. Light knocks electrons loose in a layer of silicon, and the electrons flow as a current.

## Equipment

An inverter is a device that turns direct current into the alternating current that homes use. Inverters last about 10 to 15 years. Solar panels last 25 to 30 years and lose roughly 0.5 percent of their output each year.

A home system of 6 kilowatts needs about 30 square metres of roof. Panels are cleaned by rain in most climates.

## Cost and payback

A typical home system costs between $12,000 and $18,000 before incentives. The payback time depends on the price of electricity, and is 7 to 10 years in many regions. Solar panels produce less electricity on cloudy days, usually 10 to 25 percent of their rated output.
');
INSERT INTO "faq_documents" VALUES(3,'T0DESK001',1,2,'Wind turbines','# Wind turbines

A wind turbine is a machine that turns the kinetic energy of moving air into electricity. Wind turns the blades, the blades spin a shaft, and the shaft drives a generator.

## Wind speed

Turbines need a wind of about 3 metres per second to start. Wind turbines are stopped when the wind exceeds 25 metres per second, so that they are not damaged. When there is no wind, a turbine produces nothing, and other sources or storage have to fill the gap.

## Size and place

A modern onshore turbine produces 2 to 5 megawatts. Offshore turbines are larger because ships can carry longer blades than trucks. The hub of a turbine stands 80 to 120 metres above the ground.

## Upkeep

Wind turbines last 20 to 25 years. The gearbox requires an oil change every 3 years. Blades are inspected using drones and ropes.

## Why are there gaps between turbines?

Turbines stand at least 5 rotor diameters apart. Each turbine slows the air behind it, and a neighbour that stands too close would lose output.
');
CREATE TABLE faq_entries (
	id INTEGER NOT NULL, 
	team_id TEXT NOT NULL, 
	set_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	question TEXT NOT NULL, 
	answer TEXT NOT NULL, 
	sources JSON NOT NULL, 
	quotes JSON NOT NULL, 
	engine TEXT NOT NULL, 
	published BOOLEAN DEFAULT 0 NOT NULL, 
	created_at DATETIME NOT NULL, version INTEGER DEFAULT '0' NOT NULL, removed_by TEXT, 
	CONSTRAINT pk_faq_entries PRIMARY KEY (id), 
	CONSTRAINT fk_faq_entries_set_id FOREIGN KEY(set_id) REFERENCES faq_sets (id), 
	CONSTRAINT uq_faq_entries_set_id_position UNIQUE (set_id, position)
);
INSERT INTO "faq_entries" VALUES(1,'T0DESK001',1,1,'How do solar panels work?','Solar panels convert sunlight into direct current through the photovoltaic effect. Light knocks electrons loose in a layer of silicon, and the electrons flow as a current.','["Solar power"]','[{"document": 1, "title": "Solar power", "start": 172, "end": 343, "text": "Solar panels convert sunlight into direct current through the photovoltaic effect. Light knocks electrons loose in a layer of silicon, and the electrons flow as a current."}]','rules',1,'2026-11-28 14:47:43.821476',0,NULL);
INSERT INTO "faq_entries" VALUES(2,'T0DESK001',1,2,'Why are there gaps between turbines?','Turbines stand at least 5 rotor diameters apart. Each turbine slows the air behind it, and a neighbour that stands too close would lose output.','["Wind turbines"]','[{"document": 2, "title": "Wind turbines", "start": 866, "end": 1009, "text": "Turbines stand at least 5 rotor diameters apart. Each turbine slows the air behind it, and a neighbour that stands too close would lose output."}]','rules',1,'2026-11-28 14:47:43.821476',0,NULL);
INSERT INTO "faq_entries" VALUES(3,'T0DESK001',1,3,'What is energy storage?','Energy storage is the capture of energy at one time for use at a later time.','["Energy storage"]','[{"document": 0, "title": "Energy storage", "start": 18, "end": 94, "text": "Energy storage is the capture of energy at one time for use at a later time."}]','rules',1,'2026-11-28 14:47:43.821476',0,NULL);
INSERT INTO "faq_entries" VALUES(4,'T0DESK001',1,4,'How long do lithium-ion batteries last?','Lithium-ion batteries last about 10 years or 6,000 cycles.','["Energy storage"]','[{"document": 0, "title": "Energy storage", "start": 273, "end": 331, "text": "Lithium-ion batteries last about 10 years or 6,000 cycles."}]','rules',1,'2026-11-28 14:47:43.821476',0,NULL);
INSERT INTO "faq_entries" VALUES(5,'T0DESK001',1,5,'What is solar power?','Solar power is the conversion of sunlight into electricity.','["Solar power"]','[{"document": 1, "title": "Solar power", "start": 15, "end": 74, "text": "Solar power is the conversion of sunlight into electricity."}]','rules',1,'2026-11-28 14:47:43.821476',0,NULL);
INSERT INTO "faq_entries" VALUES(6,'T0DESK001',1,6,'What is a wind turbine?','A wind turbine is a machine that turns the kinetic energy of moving air into electricity.','["Wind turbines"]','[{"document": 2, "title": "Wind turbines", "start": 17, "end": 106, "text": "A wind turbine is a machine that turns the kinetic energy of moving air into electricity."}]','rules',1,'2026-11-28 14:47:43.821476',0,NULL);
INSERT INTO "faq_entries" VALUES(7,'T0DESK001',1,7,'What are batteries used for?','Batteries are used to supply power during an outage.','["Energy storage"]','[{"document": 0, "title": "Energy storage", "start": 332, "end": 384, "text": "Batteries are used to supply power during an outage."}]','rules',1,'2026-11-28 14:47:43.821476',0,NULL);
INSERT INTO "faq_entries" VALUES(8,'T0DESK001',1,8,'What is an inverter?','An inverter is a device that turns direct current into the alternating current that homes use.','["Solar power"]','[{"document": 1, "title": "Solar power", "start": 359, "end": 453, "text": "An inverter is a device that turns direct current into the alternating current that homes use."}]','rules',1,'2026-11-28 14:47:43.821476',0,NULL);
INSERT INTO "faq_entries" VALUES(9,'T0DESK001',1,9,'What happens when there is no wind?','When there is no wind, a turbine produces nothing, and other sources or storage have to fill the gap.','["Wind turbines"]','[{"document": 2, "title": "Wind turbines", "start": 365, "end": 466, "text": "When there is no wind, a turbine produces nothing, and other sources or storage have to fill the gap."}]','rules',1,'2026-11-28 14:47:43.821476',0,NULL);
INSERT INTO "faq_entries" VALUES(10,'T0DESK001',1,10,'What is pumped hydro?','Pumped hydro is the oldest and largest form of grid storage.','["Energy storage"]','[{"document": 0, "title": "Energy storage", "start": 403, "end": 463, "text": "Pumped hydro is the oldest and largest form of grid storage."}]','rules',1,'2026-11-28 14:47:43.821476',0,NULL);
CREATE TABLE faq_gaps (
	id INTEGER NOT NULL, 
	team_id TEXT NOT NULL, 
	case_id INTEGER NOT NULL, 
	message_id INTEGER NOT NULL, 
	part INTEGER NOT NULL, 
	question TEXT NOT NULL, 
	route TEXT NOT NULL, 
	asked_at DATETIME NOT NULL, 
	CONSTRAINT pk_faq_gaps PRIMARY KEY (id), 
	CONSTRAINT fk_faq_gaps_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT fk_faq_gaps_message_id FOREIGN KEY(message_id) REFERENCES messages (id), 
	CONSTRAINT uq_faq_gaps_message_id_part UNIQUE (message_id, part)
);
INSERT INTO "faq_gaps" VALUES(1,'T0DESK001',5,6,0,'Can I speak to a person about my garden chair?','general_question','2026-11-28 14:47:43.072252');
INSERT INTO "faq_gaps" VALUES(2,'T0DESK001',7,8,0,'Do wind turbines kill birds?','general_question','2026-11-28 14:47:44.424415');
CREATE TABLE faq_sets (
	id INTEGER NOT NULL, 
	team_id TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	owner TEXT NOT NULL, 
	title TEXT NOT NULL, 
	run TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	language TEXT, 
	asked INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	report JSON, 
	created_at DATETIME NOT NULL, 
	finished_at DATETIME, channel TEXT, delivered_at DATETIME, 
	CONSTRAINT pk_faq_sets PRIMARY KEY (id), 
	CONSTRAINT uq_faq_sets_team_id_number UNIQUE (team_id, number), 
	CONSTRAINT uq_faq_sets_run UNIQUE (run)
);
INSERT INTO "faq_sets" VALUES(1,'T0DESK001',1,'U0STAFF01','Energy','faq:T0DESK001:1','0ca808d5f6701bfe95e446477c54a9ae0f34c70f9581110e21c4d861db7e7806',NULL,10,'done','{"asked": 10, "delivered": 10, "extractive": 10, "why": "", "dropped": [], "coverage": [{"title": "Energy storage", "entries": 4, "quoted": 3, "passages": 5}, {"title": "Solar power", "entries": 3, "quoted": 3, "passages": 4}, {"title": "Wind turbines", "entries": 3, "quoted": 3, "passages": 5}]}','2026-11-28 14:47:43.534373','2026-11-28 14:47:43.821476',NULL,NULL);
CREATE TABLE investigations (
	id INTEGER NOT NULL, 
	team_id TEXT NOT NULL, 
	case_id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	invoice_number TEXT NOT NULL, 
	concern TEXT NOT NULL, 
	action TEXT NOT NULL, 
	eta DATE NOT NULL, 
	state TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_investigations PRIMARY KEY (id), 
	CONSTRAINT fk_investigations_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT fk_investigations_task_id FOREIGN KEY(task_id) REFERENCES tasks (id), 
	CONSTRAINT uq_investigations_team_id_number UNIQUE (team_id, number)
);
INSERT INTO "investigations" VALUES(1,'T0DESK001',1,1,'INV-CASE-1001-1','INV-7890','it is higher than I expected','the invoice was flagged for review by the billing department','2026-12-01','open','2026-11-28 14:47:40.534874');
CREATE TABLE messages (
	id INTEGER NOT NULL, 
	team_id TEXT NOT NULL, 
	case_id INTEGER NOT NULL, 
	channel TEXT NOT NULL, 
	ts TEXT NOT NULL, 
	thread_ts TEXT NOT NULL, 
	author TEXT NOT NULL, 
	author_kind TEXT NOT NULL, 
	text TEXT NOT NULL, 
	needs_answer BOOLEAN DEFAULT 0 NOT NULL, 
	is_dm BOOLEAN DEFAULT 0 NOT NULL, 
	edited_ts TEXT, 
	progress_ts TEXT, 
	deleted_at DATETIME, 
	kept_at DATETIME NOT NULL, 
	handled_at DATETIME, 
	CONSTRAINT pk_messages PRIMARY KEY (id), 
	CONSTRAINT fk_messages_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT uq_messages_team_id_channel_ts UNIQUE (team_id, channel, ts)
);
INSERT INTO "messages" VALUES(1,'T0DESK001',1,'C0SUPPORT','1795877259.488700','1795877259.488700','U0ANA0001','customer','I have a question about invoice #INV-7890, it is higher than I expected. Also I want to return the ''SuperWidget 5000'', it is not compatible with my system. And where is my order #A-12345?',1,0,NULL,'1795877260.890600',NULL,'2026-11-28 14:47:39.492215','2026-11-28 14:47:41.101900');
INSERT INTO "messages" VALUES(2,'T0DESK001',2,'C0SUPPORT','1795877261.142000','1795877261.142000','U0ANA0001','customer','I want to return something',1,0,NULL,NULL,NULL,'2026-11-28 14:47:41.143970','2026-11-28 14:47:41.491105');
INSERT INTO "messages" VALUES(3,'T0DESK001',3,'C0SUPPORT','1795877261.493000','1795877261.493000','U0BEN0001','customer','I want to talk to a human being please',1,0,NULL,NULL,NULL,'2026-11-28 14:47:41.494060','2026-11-28 14:47:41.801628');
INSERT INTO "messages" VALUES(4,'T0DESK001',4,'C0SUPPORT','1795877262.134200','1795877262.134200','U0ANA0001','customer','Please let me talk to somebody from your team',1,0,NULL,NULL,NULL,'2026-11-28 14:47:42.135781','2026-11-28 14:47:42.446087');
INSERT INTO "messages" VALUES(5,'T0DESK001',4,'C0SUPPORT','1795877262.889100','1795877262.134200','U0STAFF01','staff','Hello Ana, how can I help?',0,0,NULL,NULL,NULL,'2026-11-28 14:47:42.890920','2026-11-28 14:47:42.890920');
INSERT INTO "messages" VALUES(6,'T0DESK001',5,'C0SUPPORT','1795877262.935100','1795877262.935100','U0BEN0001','customer','Can I speak to a person about my garden chair?',1,0,NULL,NULL,NULL,'2026-11-28 14:47:42.936320','2026-11-28 14:47:43.112941');
INSERT INTO "messages" VALUES(7,'T0DESK001',6,'C0SUPPORT','1795877264.004900','1795877264.004900','U0ANA0001','customer','how do turbines cope when there''s no wind?',1,0,NULL,NULL,NULL,'2026-11-28 14:47:44.006395','2026-11-28 14:47:44.227646');
INSERT INTO "messages" VALUES(8,'T0DESK001',7,'C0SUPPORT','1795877264.268700','1795877264.268700','U0ANA0001','customer','Do wind turbines kill birds?',1,0,NULL,NULL,NULL,'2026-11-28 14:47:44.271131','2026-11-28 14:47:44.514146');
INSERT INTO "messages" VALUES(9,'T0DESK001',8,'C0SUPPORT','1795877264.569371','1795877264.569371','U0BEN0001','customer','Where is my order A-55555?',1,0,NULL,NULL,NULL,'2026-11-28 14:47:44.569399',NULL);
CREATE TABLE notes (
	id INTEGER NOT NULL, 
	team_id TEXT NOT NULL, 
	case_id INTEGER NOT NULL, 
	author TEXT NOT NULL, 
	text TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_notes PRIMARY KEY (id), 
	CONSTRAINT fk_notes_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);
CREATE TABLE posts (
	id INTEGER NOT NULL, 
	team_id TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	case_id INTEGER, 
	set_id INTEGER, 
	channel TEXT NOT NULL, 
	thread_ts TEXT, 
	body JSON NOT NULL, 
	state TEXT NOT NULL, 
	ts TEXT, 
	created_at DATETIME NOT NULL, 
	sent_at DATETIME, 
	CONSTRAINT pk_posts PRIMARY KEY (id), 
	CONSTRAINT fk_posts_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT fk_posts_set_id FOREIGN KEY(set_id) REFERENCES faq_sets (id), 
	CONSTRAINT uq_posts_team_id_key UNIQUE (team_id, "key")
);
INSERT INTO "posts" VALUES(1,'T0DESK001','card:3:1','card',3,NULL,'C0STAFF01',NULL,'{"link": "https://trial.slack.com/archives/C0SUPPORT/p1795877261493000"}','sent','1795877262.094000','2026-11-28 14:47:41.801628','2026-11-28 14:47:42.094607');
INSERT INTO "posts" VALUES(2,'T0DESK001','card:4:1','card',4,NULL,'C0STAFF01',NULL,'{"link": "https://trial.slack.com/archives/C0SUPPORT/p1795877262134200"}','sent','1795877262.630700','2026-11-28 14:47:42.446087','2026-11-28 14:47:42.631531');
INSERT INTO "posts" VALUES(3,'T0DESK001','card:5:1','card',5,NULL,'C0STAFF01',NULL,'{"link": "https://trial.slack.com/archives/C0SUPPORT/p1795877262935100"}','sent','1795877263.335500','2026-11-28 14:47:43.112941','2026-11-28 14:47:43.336055');
CREATE TABLE replies (
	id INTEGER NOT NULL, 
	team_id TEXT NOT NULL, 
	case_id INTEGER NOT NULL, 
	run TEXT NOT NULL, 
	message_id INTEGER NOT NULL, 
	channel TEXT NOT NULL, 
	thread_ts TEXT NOT NULL, 
	body JSON NOT NULL, 
	outcome JSON NOT NULL, 
	state TEXT NOT NULL, 
	ts TEXT, 
	created_at DATETIME NOT NULL, 
	sent_at DATETIME, rating INTEGER, rating_comment TEXT, rated_at DATETIME, 
	CONSTRAINT pk_replies PRIMARY KEY (id), 
	CONSTRAINT fk_replies_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT fk_replies_message_id FOREIGN KEY(message_id) REFERENCES messages (id), 
	CONSTRAINT uq_replies_run UNIQUE (run)
);
INSERT INTO "replies" VALUES(1,'T0DESK001',1,'T0DESK001:C0SUPPORT:1795877259.488700:1795877259.488700',1,'C0SUPPORT','1795877259.488700','{"sections": [{"heading": "", "text": "Thanks for your message! Here is what I have for you.", "facts": [], "rma": ""}, {"heading": "Invoice INV-7890", "text": "I have opened an investigation of invoice INV-7890.", "facts": [{"label": "Investigation", "value": "INV-CASE-1001-1"}, {"label": "Your concern", "value": "it is higher than I expected"}, {"label": "Action taken", "value": "the invoice was flagged for review by the billing department"}, {"label": "Answer expected by", "value": "Tuesday, 1 December 2026 (2 business days)"}], "rma": ""}, {"heading": "Return of SuperWidget 5000", "text": "Your return of SuperWidget 5000 is authorised.", "facts": [{"label": "RMA number", "value": "RMA-100016"}, {"label": "Product", "value": "SuperWidget 5000"}, {"label": "Reason for return", "value": "it is not compatible with my system"}, {"label": "Shipping instructions", "value": "pack the product securely, write RMA-100016 on the outside of the package and send it to: Returns Department, Frontdesk Warehouse, 12 Harbour Road, Springfield (a simulated address)"}], "rma": "RMA-100016"}, {"heading": "Order A-12345", "text": "Here is how order A-12345 stands.", "facts": [{"label": "Status", "value": "packed"}, {"label": "Carrier", "value": "UPS"}, {"label": "Tracking number", "value": "TRK3579566875"}, {"label": "Estimated delivery", "value": "Tuesday, 1 December 2026"}], "rma": ""}], "small_print": "CASE-1001 \u00b7 This is an automatic first response, written without a language model. \u00b7 The billing, returns and order departments behind this desk are simulated.", "final": true}','{"awaiting": null, "hand_over": [], "urgent": false, "drops_pending": false, "unsure": false, "route": "billing_inquiry", "told_by": "", "language": null}','sent','1795877261.081600','2026-11-28 14:47:40.534874','2026-11-28 14:47:41.101900',NULL,NULL,NULL);
INSERT INTO "replies" VALUES(2,'T0DESK001',2,'T0DESK001:C0SUPPORT:1795877261.142000:1795877261.142000',2,'C0SUPPORT','1795877261.142000','{"sections": [{"heading": "", "text": "Thanks for your message! There is one thing I need to know first.", "facts": [], "rma": ""}, {"heading": "", "text": "Which product would you like to return? Please tell me its name, and the reason if you like.", "facts": [], "rma": ""}], "small_print": "CASE-1002 \u00b7 This is an automatic first response, written without a language model. \u00b7 The billing, returns and order departments behind this desk are simulated.", "final": false}','{"awaiting": null, "hand_over": [], "urgent": false, "drops_pending": false, "unsure": false, "route": "general_question", "told_by": "", "language": null}','sent','1795877261.490500','2026-11-28 14:47:41.368241','2026-11-28 14:47:41.491105',NULL,NULL,NULL);
INSERT INTO "replies" VALUES(3,'T0DESK001',3,'T0DESK001:C0SUPPORT:1795877261.493000:1795877261.493000',3,'C0SUPPORT','1795877261.493000','{"sections": [{"heading": "", "text": "You asked for a person. This now waits for a person from our support team, as case CASE-1003.", "facts": [], "rma": ""}], "small_print": "CASE-1003 \u00b7 This is an automatic first response, written without a language model.", "final": false}','{"awaiting": null, "hand_over": ["asked for a person"], "urgent": false, "drops_pending": false, "unsure": true, "route": "general_question", "told_by": "", "language": null}','sent','1795877261.779200','2026-11-28 14:47:41.678280','2026-11-28 14:47:41.801628',NULL,NULL,NULL);
INSERT INTO "replies" VALUES(4,'T0DESK001',4,'T0DESK001:C0SUPPORT:1795877262.134200:1795877262.134200',4,'C0SUPPORT','1795877262.134200','{"sections": [{"heading": "", "text": "You asked for a person. This now waits for a person from our support team, as case CASE-1004.", "facts": [], "rma": ""}], "small_print": "CASE-1004 \u00b7 This is an automatic first response, written without a language model.", "final": false}','{"awaiting": null, "hand_over": ["asked for a person"], "urgent": false, "drops_pending": false, "unsure": true, "route": "general_question", "told_by": "", "language": null}','sent','1795877262.445100','2026-11-28 14:47:42.410787','2026-11-28 14:47:42.446087',NULL,NULL,NULL);
INSERT INTO "replies" VALUES(5,'T0DESK001',5,'T0DESK001:C0SUPPORT:1795877262.935100:1795877262.935100',6,'C0SUPPORT','1795877262.935100','{"sections": [{"heading": "", "text": "You asked for a person. This now waits for a person from our support team, as case CASE-1005.", "facts": [], "rma": ""}], "small_print": "CASE-1005 \u00b7 This is an automatic first response, written without a language model.", "final": false}','{"awaiting": null, "hand_over": ["asked for a person"], "urgent": false, "drops_pending": false, "unsure": true, "route": "general_question", "told_by": "", "language": null}','sent','1795877263.112100','2026-11-28 14:47:43.072252','2026-11-28 14:47:43.112941',NULL,NULL,NULL);
INSERT INTO "replies" VALUES(6,'T0DESK001',6,'T0DESK001:C0SUPPORT:1795877264.004900:1795877264.004900',7,'C0SUPPORT','1795877264.004900','{"sections": [{"heading": "From our FAQ: What happens when there is no wind?", "text": "When there is no wind, a turbine produces nothing, and other sources or storage have to fill the gap.", "facts": [{"label": "Source", "value": "Wind turbines, word for word (FAQ set 1)"}], "rma": ""}], "small_print": "CASE-1006", "final": true}','{"awaiting": null, "hand_over": [], "urgent": false, "drops_pending": false, "unsure": false, "route": "general_question", "told_by": "FAQ set 1, question 9", "language": null}','sent','1795877264.223200','2026-11-28 14:47:44.197277','2026-11-28 14:47:44.227646',NULL,NULL,NULL);
INSERT INTO "replies" VALUES(7,'T0DESK001',7,'T0DESK001:C0SUPPORT:1795877264.268700:1795877264.268700',8,'C0SUPPORT','1795877264.268700','{"sections": [{"heading": "", "text": "I am not sure about that, and I would rather not guess. Could you put your question in other words? If you would rather have a person answer it, just say so.", "facts": [], "rma": ""}], "small_print": "CASE-1007 \u00b7 This is an automatic first response, written without a language model.", "final": false}','{"awaiting": "details", "hand_over": [], "urgent": false, "drops_pending": false, "unsure": true, "route": "general_question", "told_by": "", "language": null}','sent','1795877264.513100','2026-11-28 14:47:44.424415','2026-11-28 14:47:44.514146',NULL,NULL,NULL);
CREATE TABLE rmas (
	id INTEGER NOT NULL, 
	team_id TEXT NOT NULL, 
	case_id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	number TEXT NOT NULL, 
	requester TEXT NOT NULL, 
	product_name TEXT NOT NULL, 
	product_key TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	state TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_rmas PRIMARY KEY (id), 
	CONSTRAINT fk_rmas_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT fk_rmas_task_id FOREIGN KEY(task_id) REFERENCES tasks (id), 
	CONSTRAINT uq_rmas_team_id_number UNIQUE (team_id, number)
);
INSERT INTO "rmas" VALUES(1,'T0DESK001',1,2,'RMA-100016','U0ANA0001','SuperWidget 5000','superwidget 5000','it is not compatible with my system','issued','2026-11-28 14:47:40.534874');
CREATE TABLE "step_runs" (
	id INTEGER NOT NULL, 
	team_id TEXT NOT NULL, 
	case_id INTEGER, 
	run TEXT NOT NULL, 
	step TEXT NOT NULL, 
	part INTEGER NOT NULL, 
	engine TEXT NOT NULL, 
	model TEXT, 
	prompt_hash TEXT, 
	tokens_in INTEGER DEFAULT '0' NOT NULL, 
	tokens_out INTEGER DEFAULT '0' NOT NULL, 
	ms INTEGER DEFAULT '0' NOT NULL, 
	outcome TEXT NOT NULL, 
	answer JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_step_runs PRIMARY KEY (id), 
	CONSTRAINT fk_step_runs_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT uq_step_runs_run_step_part UNIQUE (run, step, part)
);
INSERT INTO "step_runs" VALUES(1,'T0DESK001',1,'T0DESK001:C0SUPPORT:1795877259.488700:1795877259.488700','classify',0,'rules',NULL,NULL,0,0,199,'no key','{"route": "general_question", "confidence": 0.83, "language": "en", "wants_human": false, "angry": false, "has_tasks": true}','2026-11-28 14:47:40.764494');
INSERT INTO "step_runs" VALUES(2,'T0DESK001',1,'T0DESK001:C0SUPPORT:1795877259.488700:1795877259.488700','plan',0,'rules',NULL,NULL,0,0,2,'no key','{"tasks": [{"query_type": "BillingInquiry", "invoice_number": "INV-7890", "product_name": null, "reason_for_return": null, "order_id": null}, {"query_type": "ProductReturn", "invoice_number": null, "product_name": "SuperWidget 5000", "reason_for_return": "it is not compatible with my system", "order_id": null}, {"query_type": "StatusUpdate", "invoice_number": null, "product_name": null, "reason_for_return": null, "order_id": "A-12345"}], "leftovers": []}','2026-11-28 14:47:40.786781');
INSERT INTO "step_runs" VALUES(3,'T0DESK001',1,'T0DESK001:C0SUPPORT:1795877259.488700:1795877259.488700','billing_concern',1,'rules',NULL,NULL,0,0,1,'no key','{"concern": "it is higher than I expected"}','2026-11-28 14:47:40.811714');
INSERT INTO "step_runs" VALUES(4,'T0DESK001',1,'T0DESK001:C0SUPPORT:1795877259.488700:1795877259.488700','synthesize',0,'rules',NULL,NULL,0,0,0,'no key','{"greeting": "Thanks for your message! Here is what I have for you.", "parts": [{"part": 1, "text": "I have opened an investigation of invoice INV-7890."}, {"part": 2, "text": "Your return of SuperWidget 5000 is authorised."}, {"part": 3, "text": "Here is how order A-12345 stands."}], "closing": ""}','2026-11-28 14:47:40.941322');
INSERT INTO "step_runs" VALUES(5,'T0DESK001',2,'T0DESK001:C0SUPPORT:1795877261.142000:1795877261.142000','classify',0,'rules',NULL,NULL,0,0,1,'no key','{"route": "general_question", "confidence": 0.63, "language": "en", "wants_human": false, "angry": false, "has_tasks": true}','2026-11-28 14:47:41.412401');
INSERT INTO "step_runs" VALUES(6,'T0DESK001',2,'T0DESK001:C0SUPPORT:1795877261.142000:1795877261.142000','plan',0,'rules',NULL,NULL,0,0,13,'no key','{"tasks": [{"query_type": "ProductReturn", "invoice_number": null, "product_name": null, "reason_for_return": null, "order_id": null}], "leftovers": []}','2026-11-28 14:47:41.425236');
INSERT INTO "step_runs" VALUES(7,'T0DESK001',2,'T0DESK001:C0SUPPORT:1795877261.142000:1795877261.142000','synthesize',0,'rules',NULL,NULL,0,0,0,'no key','{"greeting": "Thanks for your message! There is one thing I need to know first.", "parts": [{"part": 1, "text": ""}], "closing": ""}','2026-11-28 14:47:41.481144');
INSERT INTO "step_runs" VALUES(8,'T0DESK001',3,'T0DESK001:C0SUPPORT:1795877261.493000:1795877261.493000','classify',0,'rules',NULL,NULL,0,0,1,'no key','{"route": "general_question", "confidence": 0.96, "language": "en", "wants_human": true, "angry": false, "has_tasks": false}','2026-11-28 14:47:41.703763');
INSERT INTO "step_runs" VALUES(9,'T0DESK001',3,'T0DESK001:C0SUPPORT:1795877261.493000:1795877261.493000','general_reply',0,'rules',NULL,NULL,0,0,22,'no key','{"reply": "I am not sure about that, and I would rather not guess. Could you put your question in other words? If you would rather have a person answer it, just say so.", "answered": false}','2026-11-28 14:47:41.726369');
INSERT INTO "step_runs" VALUES(10,'T0DESK001',4,'T0DESK001:C0SUPPORT:1795877262.134200:1795877262.134200','classify',0,'rules',NULL,NULL,0,0,1,'no key','{"route": "general_question", "confidence": 0.92, "language": "en", "wants_human": true, "angry": false, "has_tasks": false}','2026-11-28 14:47:42.421514');
INSERT INTO "step_runs" VALUES(11,'T0DESK001',4,'T0DESK001:C0SUPPORT:1795877262.134200:1795877262.134200','general_reply',0,'rules',NULL,NULL,0,0,0,'no key','{"reply": "I am not sure about that, and I would rather not guess. Could you put your question in other words? If you would rather have a person answer it, just say so.", "answered": false}','2026-11-28 14:47:42.421836');
INSERT INTO "step_runs" VALUES(12,'T0DESK001',5,'T0DESK001:C0SUPPORT:1795877262.935100:1795877262.935100','classify',0,'rules',NULL,NULL,0,0,1,'no key','{"route": "general_question", "confidence": 0.98, "language": "en", "wants_human": true, "angry": false, "has_tasks": false}','2026-11-28 14:47:43.074350');
INSERT INTO "step_runs" VALUES(13,'T0DESK001',5,'T0DESK001:C0SUPPORT:1795877262.935100:1795877262.935100','general_reply',0,'rules',NULL,NULL,0,0,0,'no key','{"reply": "I am not sure about that, and I would rather not guess. Could you put your question in other words? If you would rather have a person answer it, just say so.", "answered": false}','2026-11-28 14:47:43.074655');
INSERT INTO "step_runs" VALUES(14,'T0DESK001',NULL,'faq:T0DESK001:1','faq_questions',0,'rules',NULL,NULL,0,0,155,'no key','{"questions": ["How do solar panels work?", "Why are there gaps between turbines?", "What is energy storage?", "How long do lithium-ion batteries last?", "What is solar power?", "What is a wind turbine?", "What are batteries used for?", "What is an inverter?", "What happens when there is no wind?", "What is pumped hydro?", "How long do inverters last?", "Why are offshore turbines larger?"]}','2026-11-28 14:47:43.718369');
INSERT INTO "step_runs" VALUES(15,'T0DESK001',NULL,'faq:T0DESK001:1','faq_answer',0,'rules',NULL,NULL,0,0,3,'no key','{"answerable": true, "answer": "Solar panels convert sunlight into direct current through the photovoltaic effect. Light knocks electrons loose in a layer of silicon, and the electrons flow as a current.", "quotes": ["Solar panels convert sunlight into direct current through the photovoltaic effect. Light knocks electrons loose in a layer of silicon, and the electrons flow as a current."]}','2026-11-28 14:47:43.759564');
INSERT INTO "step_runs" VALUES(16,'T0DESK001',NULL,'faq:T0DESK001:1','faq_sources',0,'rules',NULL,NULL,0,0,0,'no key','{"sources": ["Solar power"]}','2026-11-28 14:47:43.759745');
INSERT INTO "step_runs" VALUES(17,'T0DESK001',NULL,'faq:T0DESK001:1','faq_answer',1,'rules',NULL,NULL,0,0,22,'no key','{"answerable": true, "answer": "Turbines stand at least 5 rotor diameters apart. Each turbine slows the air behind it, and a neighbour that stands too close would lose output.", "quotes": ["Turbines stand at least 5 rotor diameters apart. Each turbine slows the air behind it, and a neighbour that stands too close would lose output."]}','2026-11-28 14:47:43.781450');
INSERT INTO "step_runs" VALUES(18,'T0DESK001',NULL,'faq:T0DESK001:1','faq_sources',1,'rules',NULL,NULL,0,0,0,'no key','{"sources": ["Wind turbines"]}','2026-11-28 14:47:43.781642');
INSERT INTO "step_runs" VALUES(19,'T0DESK001',NULL,'faq:T0DESK001:1','faq_answer',2,'rules',NULL,NULL,0,0,1,'no key','{"answerable": true, "answer": "Energy storage is the capture of energy at one time for use at a later time.", "quotes": ["Energy storage is the capture of energy at one time for use at a later time."]}','2026-11-28 14:47:43.782376');
INSERT INTO "step_runs" VALUES(20,'T0DESK001',NULL,'faq:T0DESK001:1','faq_sources',2,'rules',NULL,NULL,0,0,0,'no key','{"sources": ["Energy storage"]}','2026-11-28 14:47:43.782459');
INSERT INTO "step_runs" VALUES(21,'T0DESK001',NULL,'faq:T0DESK001:1','faq_answer',3,'rules',NULL,NULL,0,0,1,'no key','{"answerable": true, "answer": "Lithium-ion batteries last about 10 years or 6,000 cycles.", "quotes": ["Lithium-ion batteries last about 10 years or 6,000 cycles."]}','2026-11-28 14:47:43.783078');
INSERT INTO "step_runs" VALUES(22,'T0DESK001',NULL,'faq:T0DESK001:1','faq_sources',3,'rules',NULL,NULL,0,0,0,'no key','{"sources": ["Energy storage"]}','2026-11-28 14:47:43.783148');
INSERT INTO "step_runs" VALUES(23,'T0DESK001',NULL,'faq:T0DESK001:1','faq_answer',4,'rules',NULL,NULL,0,0,1,'no key','{"answerable": true, "answer": "Solar power is the conversion of sunlight into electricity.", "quotes": ["Solar power is the conversion of sunlight into electricity."]}','2026-11-28 14:47:43.783768');
INSERT INTO "step_runs" VALUES(24,'T0DESK001',NULL,'faq:T0DESK001:1','faq_sources',4,'rules',NULL,NULL,0,0,0,'no key','{"sources": ["Solar power"]}','2026-11-28 14:47:43.783842');
INSERT INTO "step_runs" VALUES(25,'T0DESK001',NULL,'faq:T0DESK001:1','faq_answer',5,'rules',NULL,NULL,0,0,1,'no key','{"answerable": true, "answer": "A wind turbine is a machine that turns the kinetic energy of moving air into electricity.", "quotes": ["A wind turbine is a machine that turns the kinetic energy of moving air into electricity."]}','2026-11-28 14:47:43.784539');
INSERT INTO "step_runs" VALUES(26,'T0DESK001',NULL,'faq:T0DESK001:1','faq_sources',5,'rules',NULL,NULL,0,0,0,'no key','{"sources": ["Wind turbines"]}','2026-11-28 14:47:43.808956');
INSERT INTO "step_runs" VALUES(27,'T0DESK001',NULL,'faq:T0DESK001:1','faq_answer',6,'rules',NULL,NULL,0,0,1,'no key','{"answerable": true, "answer": "Batteries are used to supply power during an outage.", "quotes": ["Batteries are used to supply power during an outage."]}','2026-11-28 14:47:43.809763');
INSERT INTO "step_runs" VALUES(28,'T0DESK001',NULL,'faq:T0DESK001:1','faq_sources',6,'rules',NULL,NULL,0,0,0,'no key','{"sources": ["Energy storage"]}','2026-11-28 14:47:43.809837');
INSERT INTO "step_runs" VALUES(29,'T0DESK001',NULL,'faq:T0DESK001:1','faq_answer',7,'rules',NULL,NULL,0,0,1,'no key','{"answerable": true, "answer": "An inverter is a device that turns direct current into the alternating current that homes use.", "quotes": ["An inverter is a device that turns direct current into the alternating current that homes use."]}','2026-11-28 14:47:43.810603');
INSERT INTO "step_runs" VALUES(30,'T0DESK001',NULL,'faq:T0DESK001:1','faq_sources',7,'rules',NULL,NULL,0,0,0,'no key','{"sources": ["Solar power"]}','2026-11-28 14:47:43.810685');
INSERT INTO "step_runs" VALUES(31,'T0DESK001',NULL,'faq:T0DESK001:1','faq_answer',8,'rules',NULL,NULL,0,0,1,'no key','{"answerable": true, "answer": "When there is no wind, a turbine produces nothing, and other sources or storage have to fill the gap.", "quotes": ["When there is no wind, a turbine produces nothing, and other sources or storage have to fill the gap."]}','2026-11-28 14:47:43.811504');
INSERT INTO "step_runs" VALUES(32,'T0DESK001',NULL,'faq:T0DESK001:1','faq_sources',8,'rules',NULL,NULL,0,0,0,'no key','{"sources": ["Wind turbines"]}','2026-11-28 14:47:43.811580');
INSERT INTO "step_runs" VALUES(33,'T0DESK001',NULL,'faq:T0DESK001:1','faq_answer',9,'rules',NULL,NULL,0,0,1,'no key','{"answerable": true, "answer": "Pumped hydro is the oldest and largest form of grid storage.", "quotes": ["Pumped hydro is the oldest and largest form of grid storage."]}','2026-11-28 14:47:43.812193');
INSERT INTO "step_runs" VALUES(34,'T0DESK001',NULL,'faq:T0DESK001:1','faq_sources',9,'rules',NULL,NULL,0,0,0,'no key','{"sources": ["Energy storage"]}','2026-11-28 14:47:43.812255');
INSERT INTO "step_runs" VALUES(35,'T0DESK001',6,'T0DESK001:C0SUPPORT:1795877264.004900:1795877264.004900','classify',0,'rules',NULL,NULL,0,0,1,'no key','{"route": "general_question", "confidence": 0.53, "language": "en", "wants_human": false, "angry": false, "has_tasks": false}','2026-11-28 14:47:44.207197');
INSERT INTO "step_runs" VALUES(36,'T0DESK001',7,'T0DESK001:C0SUPPORT:1795877264.268700:1795877264.268700','classify',0,'rules',NULL,NULL,0,0,1,'no key','{"route": "general_question", "confidence": 0.22, "language": "en", "wants_human": false, "angry": false, "has_tasks": false}','2026-11-28 14:47:44.445203');
INSERT INTO "step_runs" VALUES(37,'T0DESK001',7,'T0DESK001:C0SUPPORT:1795877264.268700:1795877264.268700','general_reply',0,'rules',NULL,NULL,0,0,0,'no key','{"reply": "I am not sure about that, and I would rather not guess. Could you put your question in other words? If you would rather have a person answer it, just say so.", "answered": false}','2026-11-28 14:47:44.446352');
CREATE TABLE tasks (
	id INTEGER NOT NULL, 
	team_id TEXT NOT NULL, 
	case_id INTEGER NOT NULL, 
	run TEXT NOT NULL, 
	opened_run TEXT NOT NULL, 
	part INTEGER NOT NULL, 
	query_type TEXT NOT NULL, 
	invoice_number TEXT, 
	product_name TEXT, 
	reason_for_return TEXT, 
	order_id TEXT, 
	state TEXT NOT NULL, 
	result JSON, 
	created_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	CONSTRAINT pk_tasks PRIMARY KEY (id), 
	CONSTRAINT fk_tasks_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT uq_tasks_run_part UNIQUE (run, part)
);
INSERT INTO "tasks" VALUES(1,'T0DESK001',1,'T0DESK001:C0SUPPORT:1795877259.488700:1795877259.488700','T0DESK001:C0SUPPORT:1795877259.488700:1795877259.488700',1,'BillingInquiry','INV-7890',NULL,NULL,NULL,'done','{"kind": "investigation", "number": "INV-CASE-1001-1", "invoice_number": "INV-7890", "concern": "it is higher than I expected", "action": "the invoice was flagged for review by the billing department", "eta": "2026-12-01", "repeated": false}','2026-11-28 14:47:40.534874','2026-11-28 14:47:40.534874');
INSERT INTO "tasks" VALUES(2,'T0DESK001',1,'T0DESK001:C0SUPPORT:1795877259.488700:1795877259.488700','T0DESK001:C0SUPPORT:1795877259.488700:1795877259.488700',2,'ProductReturn',NULL,'SuperWidget 5000','it is not compatible with my system',NULL,'done','{"kind": "rma", "number": "RMA-100016", "product_name": "SuperWidget 5000", "reason": "it is not compatible with my system", "address": "Returns Department, Frontdesk Warehouse, 12 Harbour Road, Springfield (a simulated address)", "repeated": false}','2026-11-28 14:47:40.534874','2026-11-28 14:47:40.534874');
INSERT INTO "tasks" VALUES(3,'T0DESK001',1,'T0DESK001:C0SUPPORT:1795877259.488700:1795877259.488700','T0DESK001:C0SUPPORT:1795877259.488700:1795877259.488700',3,'StatusUpdate',NULL,NULL,NULL,'A-12345','done','{"kind": "order", "order_id": "A-12345", "status": "packed", "carrier": "UPS", "tracking_number": "TRK3579566875", "estimate": "2026-12-01", "delivered": false}','2026-11-28 14:47:40.534874','2026-11-28 14:47:40.534874');
INSERT INTO "tasks" VALUES(4,'T0DESK001',2,'T0DESK001:C0SUPPORT:1795877261.142000:1795877261.142000','T0DESK001:C0SUPPORT:1795877261.142000:1795877261.142000',1,'ProductReturn',NULL,NULL,NULL,NULL,'pending','{"kind": "missing", "field": "product_name"}','2026-11-28 14:47:41.368241','2026-11-28 14:47:41.368241');
CREATE TABLE timeline (
	id INTEGER NOT NULL, 
	team_id TEXT NOT NULL, 
	case_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor TEXT NOT NULL, 
	event TEXT NOT NULL, 
	detail TEXT NOT NULL, 
	CONSTRAINT pk_timeline PRIMARY KEY (id), 
	CONSTRAINT fk_timeline_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);
INSERT INTO "timeline" VALUES(1,'T0DESK001',1,'2026-11-28 14:47:39.492215','U0ANA0001','opened','');
INSERT INTO "timeline" VALUES(2,'T0DESK001',1,'2026-11-28 14:47:41.101900','frontdesk','replied','answered');
INSERT INTO "timeline" VALUES(3,'T0DESK001',2,'2026-11-28 14:47:41.143970','U0ANA0001','opened','');
INSERT INTO "timeline" VALUES(4,'T0DESK001',2,'2026-11-28 14:47:41.491105','frontdesk','replied','waiting');
INSERT INTO "timeline" VALUES(5,'T0DESK001',3,'2026-11-28 14:47:41.494060','U0BEN0001','opened','');
INSERT INTO "timeline" VALUES(6,'T0DESK001',3,'2026-11-28 14:47:41.801628','frontdesk','escalated','asked for a person');
INSERT INTO "timeline" VALUES(7,'T0DESK001',4,'2026-11-28 14:47:42.135781','U0ANA0001','opened','');
INSERT INTO "timeline" VALUES(8,'T0DESK001',4,'2026-11-28 14:47:42.446087','frontdesk','escalated','asked for a person');
INSERT INTO "timeline" VALUES(9,'T0DESK001',4,'2026-11-28 14:47:42.711932','U0STAFF01','claimed','');
INSERT INTO "timeline" VALUES(10,'T0DESK001',5,'2026-11-28 14:47:42.936320','U0BEN0001','opened','');
INSERT INTO "timeline" VALUES(11,'T0DESK001',5,'2026-11-28 14:47:43.112941','frontdesk','escalated','asked for a person');
INSERT INTO "timeline" VALUES(12,'T0DESK001',5,'2026-11-28 14:47:43.411452','U0STAFF01','resolved','');
INSERT INTO "timeline" VALUES(13,'T0DESK001',6,'2026-11-28 14:47:44.006395','U0ANA0001','opened','');
INSERT INTO "timeline" VALUES(14,'T0DESK001',6,'2026-11-28 14:47:44.227646','frontdesk','replied','answered, from FAQ set 1, question 9');
INSERT INTO "timeline" VALUES(15,'T0DESK001',7,'2026-11-28 14:47:44.271131','U0ANA0001','opened','');
INSERT INTO "timeline" VALUES(16,'T0DESK001',7,'2026-11-28 14:47:44.514146','frontdesk','replied','waiting');
INSERT INTO "timeline" VALUES(17,'T0DESK001',8,'2026-11-28 14:47:44.569399','U0BEN0001','opened','');
CREATE INDEX ix_cases_team_requester ON cases (team_id, requester, id);
CREATE INDEX ix_cases_team_status ON cases (team_id, status, id);
CREATE INDEX ix_messages_case ON messages (case_id, id);
CREATE INDEX ix_messages_owed ON messages (id) WHERE handled_at IS NULL;
CREATE INDEX ix_tasks_case ON tasks (case_id, id);
CREATE INDEX ix_timeline_case ON timeline (case_id, id);
CREATE INDEX ix_investigations_case ON investigations (case_id, id);
CREATE INDEX ix_replies_case ON replies (case_id, id);
CREATE INDEX ix_rmas_case ON rmas (case_id, id);
CREATE INDEX ix_step_runs_case ON step_runs (case_id, id);
CREATE INDEX ix_faq_sets_team_owner ON faq_sets (team_id, owner, id);
CREATE INDEX ix_posts_case ON posts (case_id, id);
CREATE INDEX ix_posts_set ON posts (set_id, id);
CREATE INDEX ix_posts_owed ON posts (id) WHERE state IN ('planned', 'sending');
CREATE INDEX ix_faq_gaps_team ON faq_gaps (team_id, id);
CREATE INDEX ix_notes_case ON notes (case_id, id);
CREATE INDEX ix_corrections_case ON corrections (case_id, id);
CREATE INDEX ix_erasures_team ON erasures (team_id, id);
CREATE INDEX ix_cases_team ON cases (team_id, id);
CREATE INDEX ix_messages_author ON messages (team_id, author);
CREATE INDEX ix_cases_mine ON cases (team_id, assignee, id, status) WHERE assignee IS NOT NULL AND status <> 'resolved';
CREATE INDEX ix_cases_unassigned ON cases (team_id, status, assignee, id) WHERE status = 'escalated' AND assignee IS NULL;
CREATE INDEX ix_cases_remind ON cases (remind_at) WHERE remind_at IS NOT NULL;
CREATE INDEX ix_cases_to_erase ON cases (updated_at, id) WHERE status = 'resolved' AND erased_at IS NULL;
CREATE VIRTUAL TABLE case_words USING fts5(
  team, requester, text, tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);
CREATE VIRTUAL TABLE case_terms USING fts5vocab(case_words, instance);
INSERT INTO case_words(rowid, team, requester, text) VALUES(1,'T0DESK001','U0ANA0001','I have a question about invoice #INV-7890, it is higher than I expected. Also I…
I have a question about invoice #INV-7890, it is higher than I expected. Also I want to return the ''SuperWidget 5000'', it is not compatible with my system. And where is my order #A-12345?');
INSERT INTO case_words(rowid, team, requester, text) VALUES(2,'T0DESK001','U0ANA0001','I want to return something
I want to return something');
INSERT INTO case_words(rowid, team, requester, text) VALUES(3,'T0DESK001','U0BEN0001','I want to talk to a human being please
I want to talk to a human being please');
INSERT INTO case_words(rowid, team, requester, text) VALUES(4,'T0DESK001','U0ANA0001','Please let me talk to somebody from your team
Please let me talk to somebody from your team
Hello Ana, how can I help?');
INSERT INTO case_words(rowid, team, requester, text) VALUES(5,'T0DESK001','U0BEN0001','Can I speak to a person about my garden chair?
Can I speak to a person about my garden chair?');
INSERT INTO case_words(rowid, team, requester, text) VALUES(6,'T0DESK001','U0ANA0001','how do turbines cope when there''s no wind?
how do turbines cope when there''s no wind?');
INSERT INTO case_words(rowid, team, requester, text) VALUES(7,'T0DESK001','U0ANA0001','Do wind turbines kill birds?
Do wind turbines kill birds?');
INSERT INTO case_words(rowid, team, requester, text) VALUES(8,'T0DESK001','U0BEN0001','Where is my order A-55555?
Where is my order A-55555?');
COMMIT;
