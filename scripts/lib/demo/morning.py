"""Monday: the hand-back, the community team, and who received what."""

import agreed
from typed import alerts, hand_over, ids, send, state


def monday(stage, team):
    words = stage.words
    stage.scene("2026-02-16 08:00", "病棟から、朝の引き継ぎ", "The ward hands back what happened")
    back = hand_over(
        stage, team, team.hospital, "--back", "--situation",
        words("日曜2時に電話、ヘルパーが訪問。水を止め、落ち着いた。昨夜は5時間眠れた。",
              "Phoned on Sunday at 2; the helper went. No more water, calmer. Slept five hours last night."),
        "--recommendation", words("今日の診察につきそってください。", "Please come along to the doctor today."))
    told = team.hospital.one("handoff", "show", back)["body"]
    stage.check("夜の電話は、書かなくても入っています", "what happened at night is in it without being typed",
                team.urgent[:8] in told and agreed.ON_DUTY in told and agreed.HELPER in told)

    stage.scene("2026-02-16 08:30", "地域のチームがノードを開きます", "The community team opens its nodes")
    for agency in (team.office, team.centre, team.neighbour):
        agency.start()
        agency.login()
    stage.wait("相談支援に、電話・警報・朝の引き継ぎが届きました", "the office has the call, the alert and the hand-back",
               lambda: {team.urgent, back} <= set(ids(team.office)) and len(alerts(team.office)) == 1)
    stage.show(team.office, "handoff", "show", back)
    stage.show(team.office, "accept", back, "--note", words("10時の診察につきそう", "will come along at 10"))
    stage.wait("病棟からは「受領」と見えます", "the ward sees that it was accepted",
               lambda: state(team.hospital, back, team.office) == "accepted")
    stage.wait("隣人に届いた連絡は、鍵の件だけです", "the neighbour got the word about the key and nothing else",
               lambda: team.key in ids(team.neighbour) and not alerts(team.neighbour)
               and team.neighbour.lines("sign", "list", team.id) == team.neighbour.lines("handoff", "list", team.id) == [])
    contact = send(stage, team, team.office, "contact", [team.centre],
                   words("A さんは今週お休みします。", "Ms A will not come this week."))
    stage.wait("地域活動支援センターには、連絡調整だけが届きました", "the activity centre got the contact matter, and nothing else",
               lambda: ids(team.centre) == [contact])
    stage.check("サインも、警報も、申し送りも、プランもありません", "no sign, no alert, no handoff, no plan",
                not any(team.centre.lines(*words, team.id) for words in (
                    ("sign", "list"), ("handoff", "list"), ("crisis-plan", "versions"))))


def account(stage, team):
    stage.scene("2026-02-16 09:00", "だれが、いつ、何を受け取ったか", "Who received what, and when")
    team.office.tasuki("open", team.urgent)
    stage.wait("病棟から見た受領状況が揃いました", "the ward sees how far each recipient got",
               lambda: state(team.hospital, team.urgent, team.helper) == "accepted"
               and state(team.hospital, team.urgent, team.office) == "opened")
    stage.show(team.hospital, "receipts", team.urgent)
    stage.show(team.hospital, "audit", "disclosures", "--team", team.id)
    rows = team.hospital.lines("audit", "disclosures", "--team", team.id)
    stage.check("どの情報提供にも根拠があります", "every disclosure names what it rests on",
                rows and all(row["legal_basis"] == "consent" and row["consent_ids"] for row in rows))
    stage.check("地域活動支援センターへの情報提供は、病院からは一件もありません",
                "the hospital disclosed nothing to the activity centre",
                team.centre.id not in {row["to_agency"] for row in rows})
    for agency in team.all:
        verified = agency.one("audit", "verify")
        stage.check(f"{agency.name}の監査証跡: {verified['entries']} 件、改ざんなし",
                    f"{agency.name}: {verified['entries']} audit entries, unaltered", verified["ok"])
    stage.show(team.hospital, "audit", "verify")
