"""From Friday 17:00 to Sunday morning: the handoff, three nights, and a call at ten past two."""

import agreed
from typed import alerts, hand_over, ids, nights, send, state


def friday(stage, team):
    words = stage.words
    stage.scene("2026-02-13 17:00", "訪問看護から病棟へ、週末の申し送り", "The visiting nurse hands over to the ward for the weekend")
    stage.show(team.helper, "sign", "observe", team.nights_words, "--day", "yesterday", "--seen", "--note",
               words("木曜は朝まで起きていたそうです", "up all Thursday night, she says"))
    stage.wait("ヘルパーが聞いた一晩目を、訪問看護も病棟も知っています", "nurses and ward know of the first night, as the helper heard it",
               lambda: len(nights(team.nurses, team)) == len(nights(team.hospital, team)) == 1)
    stage.say("宛先は当番表が決めます:", "The roster says to whom it goes:")
    handoff = hand_over(
        stage, team, team.nurses, "--category", "daily-life,medication,sleep-meals,warning-sign", "--situation",
        words("木曜は眠れず。薬は飲めている。水は一日3リットルほど。", "No sleep on Thursday. Takes her medication. About 3 litres of water a day."),
        "--recommendation", words("夜の電話では、水の量と睡眠をきいてください。", "When she phones at night, ask about water and sleep."))
    stage.wait("病棟に届きました", "it has arrived at the ward", lambda: handoff in ids(team.hospital))
    stage.show(team.hospital, "handoff", "show", handoff)
    stage.show(team.hospital, "accept", handoff, "--note", words("夜の電話で水と睡眠をきく", "will ask about water and sleep"))
    stage.wait("訪問看護からは「受領」と見えます", "the nurses see that the ward accepted it",
               lambda: state(team.nurses, handoff, team.hospital) == "accepted")
    stage.say("相談支援・地域活動支援センター・隣人のノードは閉まります。", "The office, the centre and the neighbour close.")
    for agency in (team.office, team.centre, team.neighbour):
        agency.stop()


def saturday(stage, team):
    words = stage.words
    stage.scene("2026-02-14 10:00", "二晩目。隣人のノードは切れたまま", "The second night. The neighbour's node is off")
    stage.show(team.nurses, "sign", "observe", team.nights_words, "--day", "yesterday", "--seen", "--note",
               words("臨時訪問。金曜も眠れず", "extra visit: no sleep on Friday either"))
    team.key = send(stage, team, team.hospital, "contact", [team.neighbour],
                    words("週末、鍵をお借りするかもしれません。", "We may have to ask for the key this weekend."))
    stage.wait("病棟は二晩とも知っています。まだ警報はありません", "the ward knows of both nights; there is no alert yet",
               lambda: len(nights(team.hospital, team)) == 2 and not alerts(team.hospital))
    stage.check("隣人の分は送信待ちです", "what is for the neighbour waits", state(team.hospital, team.key, team.neighbour) == "queued")


def sunday(stage, team):
    words = stage.words
    stage.scene("2026-02-15 02:10", "A さんが病棟に電話。命にかかわるかもしれない", "Ms A phones the ward. A life may be at stake")
    team.nurses.stop()
    stage.show(team.hospital, "roster", "now", team.id)
    team.urgent = send(stage, team, team.hospital, "warning-sign", [team.nurses, team.office],
                       words("本人から電話。「声がうるさくて、水ばかり飲んでいる」。呼吸が荒い。",
                             "She phoned: \"The voices are loud, I keep drinking water.\" Breathing hard."),
                       "--basis", "said-by-person", "--situation", "water-intoxication", urgency="phone")
    power_cut(stage, team)
    nobody_accepts(stage, team)
    third_night(stage, team)


def power_cut(stage, team):
    stage.scene("2026-02-15 02:11", "病棟の PC の電源が落ちます", "The ward's PC loses its power")
    team.hospital.kill()
    team.nurses.start()
    team.nurses.login()
    stage.check("訪問看護のノードは起きましたが、まだ何も届きません", "the nurses' node is on; nothing has arrived yet",
                team.urgent not in ids(team.nurses))

    stage.scene("2026-02-15 02:18", "病棟のノードが再び動きます", "The ward's node starts again")
    team.hospital.start()
    team.hospital.login()
    stage.wait("電源が落ちる前の記録が、訪問看護に届きました", "what was typed before the power cut arrives at the nurses",
               lambda: team.urgent in ids(team.nurses))
    line = next(line for line in team.nurses.inbox() if line["message_id"] == team.urgent)
    stage.check("緊急度は「電話」、一度だけ届いています", "as `phone`, and once only",
                line["urgency"] == "phone" and ids(team.nurses).count(team.urgent) == 1)


def nobody_accepts(stage, team):
    words = stage.words
    stage.scene("2026-02-15 02:21", "十分たっても、だれも受領しません", "Ten minutes, and nobody has accepted it", waited=True)
    stage.wait("当番表の次の人の番になりました", "it is the turn of the next on the roster",
               lambda: team.hospital.one("call", "next", team.urgent)["step"] == 1)
    stage.say("プログラムは電話をかけません。いまかける一人を示します:", "The program calls nobody. It shows the one to call now:")
    stage.show(team.hospital, "call", "next", team.urgent)
    log = ["call", "log", team.urgent, "--number"]
    stage.show(team.hospital, *log, agreed.ON_DUTY, "--outcome", "no-answer")
    stage.wait("出なければ、すぐに次の人です。そよかぜヘルパーにも送られました", "no answer: the next one at once; Soyokaze Home Help has it now, too",
               lambda: team.hospital.one("call", "next", team.urgent)["number"] == agreed.HELPER
               and [line["kind"] for line in team.helper.inbox()].count("escalation") == 1)
    stage.show(team.hospital, "call", "next", team.urgent)
    stage.show(team.hospital, *log, agreed.HELPER, "--outcome", "answered", "--note",
               words("田中さんが今から向かう", "Tanaka is on her way"))
    forward = next(line["message_id"] for line in team.helper.inbox() if line["kind"] == "escalation")
    stage.show(team.helper, "open", forward)
    stage.show(team.helper, "accept", forward, "--note", words("着くまで15分", "there in 15 minutes"))
    stage.wait("病棟から見て、受けた人が決まりました。もう先へは進みません", "the ward sees who took it; it goes no further",
               lambda: state(team.hospital, team.urgent, team.helper) == "accepted")


def third_night(stage, team):
    words = stage.words
    stage.scene("2026-02-15 07:00", "三晩目。約束したサインです", "The third night: the sign that was agreed on")
    stage.show(team.hospital, "sign", "observe", team.nights_words, "--day", "yesterday", "--seen", "--note",
               words("6時に電話。土曜も眠れず", "phoned at 6: no sleep on Saturday either"))
    stage.wait("ヘルパー・訪問看護・病棟が一晩ずつ。警報は自分で出て、どこにも一つだけ",
               "helper, nurse and ward saw one night each: the alert comes by itself, one for each",
               lambda: all(len(alerts(agency)) == 1 for agency in (team.hospital, team.nurses, team.helper)))
    team.alert = alerts(team.nurses)[0]["message_id"]
    stage.check("三つの機関が、三晩を一晩ずつ見ました", "three agencies, three nights",
                nights(team.nurses, team) == [("2026-02-12", team.helper.id), ("2026-02-13", team.nurses.id),
                                              ("2026-02-14", team.hospital.id)])
    stage.show(team.nurses, "open", team.alert)
    team.nurses.tasuki("accept", team.alert, "--note", words("9時に訪問", "visit at 9"))
    stage.show(team.hospital, "sign", "list", team.id)
