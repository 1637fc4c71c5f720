"""Ms A's weekend, from Friday morning to Monday 09:00: who plays, and in which order."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import agreed
import morning
import nights


def play(stage):
    team = meet(stage)
    agreed.agree(stage, team)
    nights.friday(stage, team)
    nights.saturday(stage, team)
    nights.sunday(stage, team)
    morning.monday(stage, team)
    morning.account(stage, team)


def meet(stage):
    words = stage.words
    stage.scene("2026-02-13 09:00", "六つの機関がノードを動かし、対面で知り合います", "Six agencies start their nodes and meet face to face")
    team = SimpleNamespace(
        office=stage.agency(words("ひまわり相談支援センター", "Himawari Consultation Office"), "consultation-support",
                            words("佐藤 相談員", "Ms Sato"), "consultation-specialist", [agreed.OFFICE]),
        hospital=stage.agency(words("さくら精神科病院", "Sakura Psychiatric Hospital"), "psychiatric-hospital",
                              words("高橋 看護師", "Nurse Takahashi"), "ward-nurse", ["03-5550-1100"]),
        nurses=stage.agency(words("みどり訪問看護", "Midori Visiting Nurses"), "visiting-nursing",
                            words("鈴木 看護師", "Nurse Suzuki"), "visiting-nurse", ["03-5550-2200"]),
        helper=stage.agency(words("そよかぜヘルパー", "Soyokaze Home Help"), "home-help",
                            words("田中 ヘルパー", "Helper Tanaka"), "helper", [agreed.HELPER]),
        centre=stage.agency(words("あおぞら地域活動支援センター", "Aozora Activity Centre"), "activity-centre",
                            words("伊藤 職員", "Mr Ito"), "ot"),
        neighbour=stage.agency(words("隣の渡辺さん", "Mrs Watanabe next door"), "neighbour",
                               words("渡辺", "Watanabe"), "volunteer"))
    team.all = list(stage.world.agencies)
    team.close = (team.hospital, team.nurses, team.helper, team.office)
    with ThreadPoolExecutor(2) as both_cores:
        list(both_cores.map(lambda agency: agency.init(), team.all))
    for agency in team.all:  # from here, where nobody's thread ends: a node goes with the one that started it
        agency.start()
        agency.login()
    status = team.hospital.one("status")
    stage.check("どのノードも試験用の時計で動いていると自分で言います", "every node says itself that it runs by a test clock",
                status["test_clock"] and status["now"].startswith("2026-02-13T00:0"))
    for other in team.all[1:]:
        stage.world.pair(team.office, other)
    for one, other in ((team.hospital, team.nurses), (team.hospital, team.helper), (team.hospital, team.neighbour),
                       (team.nurses, team.helper)):
        stage.world.pair(one, other)
    stage.show(team.office, "contact", "list")
    here = team.hospital.one("contact", "show", team.nurses.id)["safety_number"]
    there = team.nurses.one("contact", "show", team.hospital.id)["safety_number"]
    stage.check(f"病院と訪問看護で安全番号が一致します: {here}", f"hospital and nurses see the same safety number: {here}",
                here == there)
    return team
