"""Friday morning with Ms A: the team, her consent, and what is agreed for the night."""

from types import SimpleNamespace

from typed import permitted

AGREEMENT = """phone_within = "10m"
message_after_opening = "1h"
emergency_number = "119"

[[situation]]
code = "water-intoxication"
urgency = "phone"
categories = ["warning-sign", "sleep-meals"]

[[situation]]
code = "no-sleep"
urgency = "message"
categories = ["warning-sign", "sleep-meals"]
"""

WARD, ON_DUTY, HELPER, OFFICE = "03-5550-1101", "090-5550-2201", "090-5550-4401", "03-5550-3300"


def agree(stage, team):
    consent(stage, team)
    for_the_night(stage, team)
    signs(stage, team)
    crisis_plan(stage, team)


def consent(stage, team):
    stage.scene("2026-02-13 10:00", "A さんと話し、チームと同意を記録します", "With Ms A: the team, and what may go to whom")
    team.id = stage.world.team(*team.all, person=stage.words("Aさん", "Ms A"))
    close = ",".join(agency.id for agency in team.close)
    grant = ["consent", "grant", team.id, "--obtained", "written", "--on", "2026-02-13", "--until", "2027-02-12"]
    given = team.office.one(*grant, "--category", "warning-sign,sleep-meals,medication,daily-life,contact,crisis-plan",
                            "--to", close)
    team.office.tasuki(*grant, "--category", "contact", "--to", f"{team.centre.id},{team.neighbour.id}")
    team.office.tasuki(*grant, "--category", "crisis-plan", "--to", team.neighbour.id)
    stage.world.await_consent(given["consent_id"], team.id, *team.close[:-1])
    team.hospital.tasuki("consent", "confirm", given["consent_id"])
    stage.wait("病院も確かめたので、本人に近い四つの機関は互いに送れます",
               "the hospital has attested it, too: the four that are close to her may tell each other",
               lambda: all(permitted(agency, team, "warning-sign") >= {other.id for other in team.close} - {agency.id}
                           for agency in team.close))
    stage.show(team.office, "consent", "list", team.id)


def for_the_night(stage, team):
    stage.scene("2026-02-13 10:40", "急ぐときの取り決めと、当番表", "What is urgent, and who answers when")
    agreement = team.office.folder / "agreement.toml"
    agreement.write_text(AGREEMENT, encoding="utf-8")
    stage.show(team.office, "agreement", "set", team.id, agreement)
    roster = team.office.folder / "roster.toml"
    day = ((team.office, OFFICE), (team.nurses, "03-5550-2200"))
    night = ((team.hospital, WARD), (team.nurses, ON_DUTY), (team.helper, HELPER))
    windows = {"business": day, "early": night, "late": night[:2], "night": night, "weekend": night}
    roster.write_text('business_hours = "9:00-17:30"\n' + "".join(
        f'[[{window}]]\nagency = "{agency.name}"\nnumber = "{number}"\n'
        for window, entries in windows.items() for agency, number in entries), encoding="utf-8")
    roster = team.office.one("roster", "set", team.id, roster)
    stage.check("これからの一週間、だれも電話に出ない時間帯はありません", "at no hour of the coming week does nobody answer", roster["gaps"] == [])
    stage.wait("どの機関も当番表を知っています", "every agency knows who answers when",
               lambda: all(agency.one("roster", "show", team.id)["record_id"] == roster["record_id"] for agency in team.all))


def signs(stage, team):
    words = stage.words
    stage.scene("2026-02-13 11:00", "A さんと決めたサイン", "The signs agreed with Ms A")
    team.nights_words = words("三日つづけて眠れない", "no sleep three days running")
    define = ["sign", "define", team.id, "--category", "sleep-meals", "--view", "objective"]
    four = ",".join(agency.id for agency in team.close[:-1])
    stage.show(team.office, *define, "--what", team.nights_words, "--days", "3", "--stage", "yellow", "--urgency", "message",
               "--to", four)
    team.nights = team.office.lines("sign", "list", team.id)[0]["sign_id"]
    team.office.tasuki(*define, "--what", words("一日に4リットルより多く水を飲む", "more than 4 litres of water a day"), "--unit", "L",
                       "--at-least", "4.1", "--days", "1", "--stage", "red", "--urgency", "phone", "--to", four)
    stage.say("地域活動支援センターにも、と入れると:", "And if one named the activity centre as well:")
    stage.show(team.office, *define, "--what", words("身なりを気にしない", "indifferent to clothes"), "--days", "3", "--stage",
               "blue", "--urgency", "message", "--to", team.centre.id, expect=5)
    stage.wait("本人に近い四つの機関は、二つのサインを知っています", "the four that are close to her know both signs",
               lambda: all(len(agency.lines("sign", "list", team.id)) == 2 for agency in team.close))


def crisis_plan(stage, team):
    words = stage.words
    stage.scene("2026-02-13 11:30", "クライシスプラン。節ごとに、見せる相手が違います", "The crisis plan: each part for those it is for")
    plan = team.office.folder / "plan.toml"
    plan.write_text(plan_text(stage, team), encoding="utf-8")
    stage.show(team.office, "crisis-plan", "set", team.id, plan)
    parts = ((team.hospital, 4), (team.nurses, 4), (team.helper, 4), (team.neighbour, 2), (team.centre, 0))
    stage.wait("だれにも、その人に見せる節だけが届きました", "each has the parts that it is to see, and no other",
               lambda: all(sections(agency, team) == number for agency, number in parts))
    shown = stage.show(team.neighbour, "crisis-plan", "show", team.id).stdout
    stage.check("隣人に見えるのは、鍵のことと本人の言葉だけです", "the neighbour sees what the key is for, and her own words",
                words("合鍵", "has a key") in shown and team.nights_words not in shown)
    stage.check("地域活動支援センターには何も届いていません", "the activity centre has none of it",
                sections(team.centre, team) == 0 and team.centre.lines("sign", "list", team.id) == [])


def sections(agency, team):
    versions = agency.lines("crisis-plan", "versions", team.id)
    return max((len(version["sections"]) for version in versions), default=0)


def plan_text(stage, team):
    words, close = stage.words, [agency.name for agency in team.close]
    text = SimpleNamespace(
        own=words("ゆっくり、一つずつ聞いてください。", "Ask me slowly, one thing at a time."),
        call=words("病棟に電話する", "I phone the ward"), rest=words("早めに横になる", "I lie down early"),
        visit=words("その日のうちに訪問する", "visit the same day"), see=words("翌朝、診察を入れる", "see her the next morning"),
        admit=words("すぐに入院を受ける", "admit her at once"), stay=words("着くまでそばにいる", "stay with her until help comes"),
        scold=words("水を飲むのを叱ること", "scolding her for drinking"), water=words("水ばかり飲む", "she drinks and drinks"),
        key=words("渡辺さんが合鍵を持つ。病棟か訪問看護から電話があったら玄関を開ける",
                  "Mrs Watanabe has a key. When the ward or the nurses phone, please open the door"))
    return f"""review = 2026-08-13
share = {as_list(close)}

[own-words]
share = {as_list([*close, team.neighbour.name])}
lines = ["{text.own}"]

[yellow]
categories = ["warning-sign"]
signs = ["{team.nights_words}"]
person = ["{text.call}", "{text.rest}"]
{does("yellow", team.nurses, text.visit)}
{does("yellow", team.hospital, text.see)}

[red]
categories = ["warning-sign"]
signs = ["{text.water}"]
person = ["{text.call}"]
avoid = ["{text.scold}"]
{does("red", team.hospital, text.admit)}
{does("red", team.helper, text.stay)}

[keys]
share = {as_list([*close, team.neighbour.name])}
holders = ["{text.key}"]
"""


def does(stage, agency, what):
    return f'[[{stage}.agency]]\nname = "{agency.name}"\ndoes = ["{what}"]'


def as_list(names):
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"
