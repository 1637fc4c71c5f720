"""What people type all the time, and what is looked up behind it."""


def send(stage, team, sender, categories, recipients, body, *more, urgency="message", staff=None):
    """Typed by a person, shown, and its id."""
    before = set(sent_ids(sender, team))
    to = ",".join(agency.id for agency in recipients)
    stage.show(sender, "send", team.id, "--urgency", urgency, "--category", categories, "--to", to, "--body", body, *more,
               staff=staff)
    (message,) = set(sent_ids(sender, team)) - before
    return message


def hand_over(stage, team, writer, *arguments):
    """Written and shown; its id."""
    stage.show(writer, "handoff", "write", team.id, *arguments)
    return writer.lines("handoff", "list", team.id)[0]["message_id"]


def sent_ids(agency, team):
    return [row["message_id"] for row in agency.lines("audit", "disclosures", "--team", team.id)]


def ids(agency):
    return [line["message_id"] for line in agency.inbox()]


def state(sender, message, recipient):
    return sender.receipts(message).get(recipient.id, {}).get("state")


def permitted(agency, team, category):
    lines = agency.lines("consent", "check", team.id, "--category", category)
    return {line["agency_id"] for line in lines if line["decision"] == "permit"}


def alerts(agency):
    return [line for line in agency.inbox() if line["kind"] == "alert"]


def nights(agency, team):
    """What is known of nights without sleep: (day, who saw it)."""
    signs = [sign for sign in agency.lines("sign", "list", team.id) if sign["sign_id"] == team.nights]
    return [(line["day"], line["agency_id"]) for sign in signs for line in sign["series"] if line["seen"]]
