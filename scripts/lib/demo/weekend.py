"""Ms A's weekend, from Friday 17:00 to Monday 08:30."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace


def play(stage):
    team = meet(stage)
    agree(stage, team)
    friday(stage, team)
    saturday(stage, team)
    sunday(stage, team)
    monday(stage, team)
    account(stage, team)


def meet(stage):
    words = stage.words
    stage.scene("2026-02-13 09:00", "五つの機関がノードを動かし、対面で知り合います",
                "Five agencies start their nodes and meet face to face")
    team = SimpleNamespace(
        hospital=stage.agency(words("さくら精神科病院", "Sakura Psychiatric Hospital"), "psychiatric-hospital",
                              words("高橋 看護師", "Nurse Takahashi"), "ward-nurse", ["03-5550-1100"]),
        nurses=stage.agency(words("みどり訪問看護", "Midori Visiting Nurses"), "visiting-nursing",
                            words("鈴木 看護師", "Nurse Suzuki"), "visiting-nurse", ["03-5550-2200", "090-5550-2201"]),
        office=stage.agency(words("ひまわり相談支援センター", "Himawari Consultation Office"), "consultation-support",
                            words("佐藤 相談員", "Ms Sato"), "consultation-specialist", ["03-5550-3300"]),
        centre=stage.agency(words("あおぞら地域活動支援センター", "Aozora Activity Centre"), "activity-centre",
                            words("伊藤 職員", "Mr Ito"), "ot"),
        neighbour=stage.agency(words("隣の渡辺さん", "Mrs Watanabe next door"), "neighbour",
                               words("渡辺", "Watanabe"), "volunteer"))
    team.all = list(stage.world.agencies)
    with ThreadPoolExecutor(2) as both_cores:
        list(both_cores.map(lambda agency: agency.init(), team.all))
    for agency in team.all:  # from here, where nobody's thread ends: a node goes with the one that started it
        agency.start()
        agency.login()
    team.helper = words("田中 ヘルパー", "Helper Tanaka")
    team.nurses.add_staff(team.helper, "helper")
    status = team.hospital.one("status")
    stage.check("どのノードも試験用の時計で動いていると自分で言います", "every node says itself that it runs by a test clock",
                status["test_clock"] and status["now"].startswith("2026-02-13T00:0"))
    for one, other in ((team.office, team.hospital), (team.office, team.nurses), (team.office, team.centre),
                       (team.office, team.neighbour), (team.hospital, team.nurses), (team.hospital, team.neighbour)):
        stage.world.pair(one, other)
    stage.show(team.office, "contact", "list")
    here = team.hospital.one("contact", "show", team.nurses.id)["safety_number"]
    there = team.nurses.one("contact", "show", team.hospital.id)["safety_number"]
    stage.check(f"病院と訪問看護で安全番号が一致します: {here}", f"hospital and nurses see the same safety number: {here}",
                here == there)
    return team


def agree(stage, team):
    words = stage.words
    stage.scene("2026-02-13 10:00", "A さんと話し、チームと同意を記録します", "With Ms A: the team, and what may go to whom")
    team.id = stage.world.team(team.office, team.hospital, team.nurses, team.centre, team.neighbour,
                               person=words("Aさん", "Ms A"))
    stage.show(team.office, "team", "show", team.id)
    close = f"{team.hospital.id},{team.nurses.id},{team.office.id}"
    grant = ["consent", "grant", team.id, "--obtained", "written", "--on", "2026-02-13", "--until", "2027-02-12"]
    consent = team.office.one(*grant, "--category", "warning-sign,sleep-meals,medication,daily-life", "--to", close)
    team.office.tasuki(*grant, "--category", "contact", "--to", f"{team.centre.id},{team.neighbour.id}")
    team.office.tasuki(*grant, "--category", "crisis-plan", "--to", team.neighbour.id)
    stage.say("相談支援センター自身が受け取るには、別の機関の確認が要ります:",
              "For the office itself to receive, another agency has to attest it:")
    stage.world.await_consent(consent["consent_id"], team.id, team.hospital, team.nurses)
    stage.show(team.hospital, "consent", "confirm", consent["consent_id"])
    for agency in (team.hospital, team.nurses):
        stage.wait(f"{agency.name}からは、病院・訪問看護・相談支援の三者に送れます",
                   f"{agency.name} may send to the three that are close to her",
                   lambda: permitted(agency, team, "warning-sign")
                   >= {team.hospital.id, team.nurses.id, team.office.id} - {agency.id})
    stage.show(team.office, "consent", "list", team.id)


def friday(stage, team):
    words = stage.words
    stage.scene("2026-02-13 17:00", "訪問看護から病棟へ、週末の申し送り", "The visiting nurse hands over to the ward for the weekend")
    send(stage, team, team.nurses, "sleep-meals", [team.hospital, team.office],
         words("木曜の夜、一睡もしていないそうです（一晩目）。ヘルパーが朝に聞きました。",
               "She did not sleep at all on Thursday night (first night). The helper heard it in the morning."),
         "--basis", "said-by-person", staff=team.helper)
    handoff = send(stage, team, team.nurses, "daily-life,medication", [team.hospital],
                   words("週末の申し送り。薬は飲めています。水は一日 3 リットルほど。夜に電話があるかもしれません。",
                         "Weekend handoff. She takes her medication; about 3 litres of water a day. She may phone at night."))
    stage.wait("病棟に届きました", "it has arrived at the ward", lambda: handoff in ids(team.hospital))
    stage.show(team.hospital, "inbox")
    team.hospital.tasuki("open", handoff)
    stage.show(team.hospital, "accept", handoff)
    stage.wait("訪問看護からは「受領」と見えます", "the nurses see that the ward accepted it",
               lambda: state(team.nurses, handoff, team.hospital) == "accepted")
    stage.say("相談支援・地域活動支援センター・隣人のノードは閉まります。", "The office, the centre and the neighbour close.")
    team.office.stop()
    team.centre.stop()
    team.neighbour.stop()


def saturday(stage, team):
    words = stage.words
    stage.scene("2026-02-14 10:00", "二晩目。隣人のノードは切れたまま", "The second night. The neighbour's node is off")
    second = send(stage, team, team.nurses, "sleep-meals", [team.hospital, team.office],
                  words("金曜の夜も眠れていません（二晩目）。臨時訪問で本人から聞きました。",
                        "She did not sleep on Friday night either (second night), as she told on an extra visit."),
                  "--basis", "said-by-person")
    team.key = send(stage, team, team.hospital, "contact", [team.neighbour],
                    words("週末、鍵をお借りするかもしれません。", "We may have to ask for the key this weekend."))
    stage.wait("病棟には届きました", "the ward has it", lambda: second in ids(team.hospital))
    stage.check("隣人と相談支援の分は送信待ちです", "what is for the neighbour and the office waits",
                state(team.hospital, team.key, team.neighbour) == "queued"
                and state(team.nurses, second, team.office) == "queued")


def sunday(stage, team):
    words = stage.words
    stage.scene("2026-02-15 02:10", "A さんが病棟に電話。命にかかわるかもしれない", "Ms A phones the ward. A life may be at stake")
    team.nurses.stop()
    team.urgent = send(stage, team, team.hospital, "warning-sign", [team.nurses, team.office],
                       words("本人から電話。「声がうるさくて、水ばかり飲んでいる」。呼吸が荒い。",
                             "She phoned: \"The voices are loud, I keep drinking water.\" Breathing hard."),
                       "--basis", "said-by-person", urgency="phone")
    stage.say("プログラムは電話をかけません。誰に、を順に示します:", "The program calls nobody. It shows whom to call, in order:")
    telephone(stage, team)

    stage.scene("2026-02-15 02:11", "病棟の PC の電源が落ちます", "The ward's PC loses its power")
    team.hospital.kill()
    team.nurses.start()
    team.nurses.login()
    stage.check("訪問看護のノードは起きましたが、まだ何も届きません", "the nurses' node is on; nothing has arrived yet",
                team.urgent not in ids(team.nurses))

    stage.scene("2026-02-15 02:20", "病棟のノードが再び動きます", "The ward's node starts again")
    team.hospital.start()
    team.hospital.login()
    stage.wait("電源が落ちる前の記録が、訪問看護に届きました", "what was typed before the power cut arrives at the nurses",
               lambda: team.urgent in ids(team.nurses))
    line = next(line for line in team.nurses.inbox() if line["message_id"] == team.urgent)
    stage.check("緊急度は「電話」、一度だけ届いています", "as `phone`, and once only",
                line["urgency"] == "phone" and ids(team.nurses).count(team.urgent) == 1)
    team.nurses.tasuki("open", team.urgent)
    stage.show(team.nurses, "accept", team.urgent)

    stage.scene("2026-02-15 07:00", "三晩目。約束したサインです", "The third night: the sign that was agreed on")
    team.alert = send(stage, team, team.nurses, "warning-sign,sleep-meals", [team.hospital, team.office],
                      words("三日続けて眠れていません。本人と決めたサインに当たります。月曜朝に訪問と受診の相談をお願いします。",
                            "Three nights without sleep: the sign agreed with her. Please plan a visit and the doctor for Monday."),
                      "--basis", "observed", "--ask", words("受診の調整", "arrange the doctor"), "--by", "2026-02-16T01:00:00Z",
                      "--owner", team.office.id)
    stage.wait("病棟に届きました", "the ward has it", lambda: team.alert in ids(team.hospital))
    team.hospital.tasuki("open", team.alert)
    team.hospital.tasuki("accept", team.alert)
    stage.say("地域活動支援センターにも送ろうとすると:", "And if one tried to send it to the activity centre as well:")
    team_centre_denied = stage.show(
        team.hospital, "send", team.id, "--urgency", "message", "--category", "warning-sign", "--to",
        team.centre.id, "--body", words("三日眠れていません", "Three nights without sleep"), "--dry-run", expect=5)
    stage.check("同意がないので、送れません", "there is no consent, so nothing is sent", team_centre_denied.code == 5)


def telephone(stage, team):
    """One number after the other, until the nurse on duty answers."""
    tried, on_duty = [], "090-5550-2201"
    while on_duty not in tried:
        stage.show(team.hospital, "call", "next", team.urgent)
        number = team.hospital.one("call", "next", team.urgent)["number"]
        if number in tried:
            break
        tried.append(number)
        came_of_it = ("answered", "--note", stage.words("当番の鈴木さんが向かう", "Suzuki, on duty, is on her way"))
        stage.show(team.hospital, "call", "log", team.urgent, "--number", number, "--outcome",
                   *(came_of_it if number == on_duty else ("no-answer",)))
    stage.check("出なければ次の番号です。当番の携帯につながりました", "nobody answers: the next number; the nurse on duty answers",
                tried[-1] == on_duty and len(set(tried)) == len(tried)
                and set(tried) <= {"03-5550-2200", on_duty, "03-5550-3300"})


def monday(stage, team):
    words = stage.words
    stage.scene("2026-02-16 08:00", "病棟から、朝の引き継ぎ", "The ward writes the hand-back")
    back = send(stage, team, team.hospital, "daily-life,sleep-meals", [team.nurses, team.office],
                words("朝の引き継ぎ。日曜 2 時に電話、訪問看護が対応。その後は落ち着き、5 時に少し眠れたそうです。",
                      "Hand-back. She phoned on Sunday at 2; the nurses went. Calmer since, slept a little from 5."))
    stage.scene("2026-02-16 08:30", "地域のチームがノードを開きます", "The community team opens its nodes")
    for agency in (team.office, team.centre, team.neighbour):
        agency.start()
        agency.login()
    for message in (team.urgent, team.alert, back):
        stage.wait(f"相談支援に届きました ({message[:8]})", f"the office has {message[:8]}",
                   lambda: message in ids(team.office))
    stage.show(team.office, "inbox")
    stage.show(team.office, "open", back)
    team.office.tasuki("accept", back)
    team.office.tasuki("open", team.alert)
    stage.wait("隣人には、鍵の件だけが届きました", "the neighbour got the word about the key, and nothing else",
               lambda: ids(team.neighbour) == [team.key])
    contact = send(stage, team, team.office, "contact", [team.centre],
                   words("A さんは今週お休みします。", "Ms A will not come this week."))
    stage.wait("地域活動支援センターには、連絡調整だけが届きました", "the activity centre got the contact matter, and nothing else",
               lambda: ids(team.centre) == [contact])
    stage.show(team.centre, "inbox")
    stage.say("電話の件は、電話記録があるので閉じられます:", "The phone matter has its call record, so it can be closed:")
    stage.wait("訪問看護が「完了」にしました", "the nurses close it",
               lambda: team.nurses.run("close", team.urgent).code == 0)


def account(stage, team):
    stage.scene("2026-02-16 09:00", "だれが、いつ、何を受け取ったか", "Who received what, and when")
    team.office.tasuki("open", team.urgent)
    stage.wait("病棟から見た受領状況が揃いました", "the ward sees how far each recipient got",
               lambda: state(team.hospital, team.urgent, team.nurses) == "closed"
               and state(team.hospital, team.urgent, team.office) == "opened")
    stage.show(team.hospital, "receipts", team.urgent)
    stage.show(team.hospital, "audit", "disclosures", "--team", team.id)
    rows = team.hospital.lines("audit", "disclosures", "--team", team.id)
    stage.check("どの情報提供にも根拠があります", "every disclosure names what it rests on",
                all(row["legal_basis"] == "consent" and row["consent_ids"] for row in rows
                    if row["message_id"] == team.urgent))
    stage.check("地域活動支援センターへの情報提供は、病院からは一件もありません",
                "the hospital disclosed nothing to the activity centre",
                team.centre.id not in {row["to_agency"] for row in rows})
    for agency in team.all:
        verified = agency.one("audit", "verify")
        stage.check(f"{agency.name}の監査証跡: {verified['entries']} 件、改ざんなし",
                    f"{agency.name}: {verified['entries']} audit entries, unaltered", verified["ok"])
    stage.show(team.hospital, "audit", "verify")


# ---- what people do all the time


def send(stage, team, sender, categories, recipients, body, *more, urgency="message", staff=None):
    """Typed by a person, shown, and its id."""
    before = set(sent_ids(sender, team))
    to = ",".join(agency.id for agency in recipients)
    stage.show(sender, "send", team.id, "--urgency", urgency, "--category", categories, "--to", to, "--body", body, *more,
               staff=staff)
    (message,) = set(sent_ids(sender, team)) - before
    return message


def sent_ids(agency, team):
    return [row["message_id"] for row in agency.lines("audit", "disclosures", "--team", team.id)]


def ids(agency):
    return [line["message_id"] for line in agency.inbox()]


def state(sender, message, recipient):
    return sender.receipts(message)[recipient.id]["state"]


def permitted(agency, team, category):
    lines = agency.lines("consent", "check", team.id, "--category", category)
    return {line["agency_id"] for line in lines if line["decision"] == "permit"}
