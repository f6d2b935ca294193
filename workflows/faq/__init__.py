"""FAQs from documents: questions, answers, proof, sources, matching published entries."""
