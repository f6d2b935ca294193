"""The app as it is installed in the workspace: what its manifest (field names as Slack's) asks for and offers."""

from dataclasses import dataclass
from typing import Any

from bot.trial.workspace.workspace import Json


@dataclass(frozen=True)
class Installed:
    """Scopes, subscribed events, slash commands and shortcuts of one app.

    ``optional``: those of the scopes that whoever installs it may leave out; here all are granted.
    """

    name: str
    scopes: tuple[str, ...]
    optional: tuple[str, ...]
    events: frozenset[str]
    commands: tuple[Json, ...]
    shortcuts: tuple[Json, ...]
    home_tab: bool

    def has_command(self, name: str) -> bool:
        """Whether the manifest lists this slash command."""
        return any(command["name"] == name for command in self.commands)

    def has_shortcut(self, callback_id: str) -> bool:
        """Whether the manifest lists this shortcut."""
        return any(shortcut["callback_id"] == callback_id for shortcut in self.shortcuts)


def install(manifest: dict[str, Any]) -> Installed:
    """Read a manifest."""
    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    scopes = manifest.get("oauth_config", {}).get("scopes", {})
    return Installed(
        name=features.get("bot_user", {}).get("display_name", "App"),
        scopes=tuple(scopes.get("bot", ())),
        optional=tuple(scopes.get("bot_optional", ())),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        commands=tuple(_command(row) for row in features.get("slash_commands", ())),
        shortcuts=tuple(_shortcut(row) for row in features.get("shortcuts", ())),
        home_tab=bool(features.get("app_home", {}).get("home_tab_enabled")),
    )


def _command(row: Json) -> Json:
    return {"name": row["command"], "usage": row.get("usage_hint", ""), "description": row.get("description", "")}


def _shortcut(row: Json) -> Json:
    kept = {"name": row["name"], "callback_id": row["callback_id"], "description": row.get("description", "")}
    return {**kept, "type": row.get("type", "global")}
