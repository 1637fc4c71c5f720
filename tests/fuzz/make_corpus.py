"""Writes the seed inputs of the fuzz targets: python3 tests/fuzz/make_corpus.py [TARGET…].

The inputs are committed; run this when a format gains a field. It never deletes what a fuzzer has found.
"""

import pathlib
import random
import struct
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests/fuzz/corpus"


def encoded(file, message, text):
    """A protobuf message from its text format."""
    return subprocess.run(["protoc", f"-I{ROOT}", f"--encode={message}", f"proto/{file}.proto"], cwd=ROOT,
                          input=text.encode(), capture_output=True, check=True).stdout


def changes(*steps):
    """Input of `altered.hpp`: (what, where, value) each; 0 changes, 1 inserts, 2 erases, 3 cuts off."""
    return b"".join(struct.pack(">BHB", *step) for step in steps)


def many_changes(prefixes, length, seed, count=24):
    """For each prefix: no change, then single and double changes all over a message of about `length` bytes."""
    rng = random.Random(seed)
    inputs = []
    for prefix in prefixes:
        inputs.append(prefix + b"\x01")
        for _ in range(count):
            steps = [(rng.randrange(4), rng.randrange(length), rng.randrange(1, 256))
                     for _ in range(rng.choice((1, 1, 1, 2, 3)))]
            inputs.append(prefix + b"\x01" + changes(*steps))
    return inputs


def hex_inputs():
    rng = random.Random(1)
    texts = ["", "0", "00", "ff", "FF", "fF", "0g", "zz", "0x00", " 00", "00 ", "00\n", "é0", "\0\0", "-1"]
    texts += ["ab" * length for length in (1, 15, 16, 31, 32, 33, 64)]
    texts += ["".join(rng.choice("0123456789abcdefABCDEF") for _ in range(length)) for length in (6, 63, 64, 65)]
    return [text.encode() for text in texts]


def rfc3339_inputs():
    return [text.encode() for text in (
        "", "2026-02-13T08:00:00Z", "2026-02-13T08:00:00.000Z", "2026-02-13T08:00:00.123456789Z",
        "2026-02-13T17:00:00+09:00", "2026-02-13t17:00:00z", "2026-02-13 17:00:00Z", "2026-02-13T17:00:00-23:59",
        "2026-02-13T17:00:00+24:00", "2026-02-30T00:00:00Z", "2024-02-29T00:00:00Z", "2023-02-29T00:00:00Z",
        "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:60Z", "1969-12-31T23:59:59Z",
        "2026-02-13T24:00:00Z", "2026-02-13T08:00:00", "2026-02-13", "2026-2-13T8:0:0Z", "2026-02-13T08:00:00.Z",
        "2026-02-13T08:00:00+0900", "10000-01-01T00:00:00Z", "-001-01-01T00:00:00Z", "二〇二六年", "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z", "0000-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59")]


def typed_codes_inputs():
    texts = ["", "0", "ABCDEF", "oil10", "ＡＢＣ－１２３", "7K3QX0-7K3QX0-7K3QX0-7K3QX0-7K3QX0-7K3QX0", "----", "あ", "\t\n 0",
             "0" * 36, "Z" * 36, "UUUUUU", "ーー00", "0" * 4096]
    inputs = [bytes([kind]) + text.encode() for kind in range(3) for text in texts]
    sizes = ((0, 256), (1, 256), (252, 256), (253, 256), (253, 272), (2**32 - 1, 256), (256, 8))
    return inputs + [b"\3" + struct.pack(">I", length) + bytes(max(0, padded - 4)) for length, padded in sizes]


def invitation_inputs():
    inputs = many_changes([b"\0", b"\1"], 200, seed=2)
    texts = ["", "TASUKI1-", "TASUKI2-0000", "tasuki1-00", "ＴＡＳＵＫＩ１－００", "TASUKI1-" + "0" * 5000]
    inputs += [b"\0\0" + text.encode() for text in texts]
    endpoints = "".join(f'endpoint: "10.0.0.{number}:7411" ' for number in range(9))
    for text in ('agency_id: "x"', endpoints, "expires_at: -1", "expires_at: 9223372036854775807",
                 'endpoint: "" secret: "short"', 'invitation_id: "0123456789abcdef" endpoint: "a:99999"'):
        inputs.append(b"\1\0" + encoded("wire", "tasuki.proto.wire.Invitation", text))
    return inputs


def introduction_inputs():
    """Changes all over a valid one; of other agencies, and of none; and rows of the store."""
    inputs = many_changes([b""], 620, 21, count=30)
    for text in ("", 'secret: "s"', 'agency { }', 'agency { card { payload: "p" signature: "s" } }',
                 'agency { card { } whereabouts { } earlier { } earlier { } } prekey { } secret: "' + "s" * 32 + '"'):
        inputs.append(b"\0" + encoded("wire", "tasuki.proto.wire.Introduction", text))
    for text in ('state: "taken" secret { pair_secret: "short" }',
                 'state: "waiting" received_at: -1 secret { pair_secret: "' + "s" * 32 + '" introduction_id: "i" }',
                 'state: "of a newer program"'):
        inputs.append(b"\0" + encoded("state", "tasuki.proto.state.IntroductionState", text))
    return inputs


def secure_channel_inputs():
    """Steps of two bytes or more: deliver (0, 1), flip (2, 3), inject (4, 5), send (6, 7), drop (8, 9)."""
    rng = random.Random(3)
    inputs = [b"", b"\0\xff\1\xff" * 8, b"\1\xff\0\xff" * 8 + b"\6\5a\1\xff\7\5b\0\xff", b"\1\1" * 120, b"\x09",
              b"\3\0\1\1\xff", b"\3\x10\1\1\xff", b"\5\x08TASUKI\0\1\1\xff", b"\5\x30" + bytes(48) + b"\1\xff",
              b"\5\xff" + b"\xff" * 255 + b"\1\xff"]
    whole = b"\1\xff\0\xff\1\xff\0\xff"
    for _ in range(20):
        tail = b"".join(rng.choice((b"\6%c%c", b"\7%c%c", b"\2%c%c", b"\3%c%c")) % (rng.randrange(256), rng.randrange(256))
                        + rng.choice((b"\1\xff", b"\0\xff", b"\0\3", b"\1\3")) for _ in range(6))
        inputs.append(whole + tail)
    return inputs


def signed_record_inputs():
    inputs = many_changes([b"\0", b"\1"], 330, seed=4)
    for text in ("", "record {}", "record { version: 1 kind: 1 }", "record { version: 2 kind: 999 }",
                 "signature { leaf_index: 4294967295 leaf_count: 1 }", 'record { payload: "' + "x" * 2000 + '" }',
                 "countersignature { incarnation: 1 number: 18446744073709551615 }"):
        inputs.append(b"\0\0" + encoded("records", "tasuki.proto.record.SignedRecord", text))
    return inputs


def signed_bytes_inputs():
    inputs = many_changes([bytes([kind]) for kind in range(4)], 220, seed=5, count=12)
    for kind, message, text in (
            (0, "AgencyCard", 'name: "' + "名" * 70 + '" kind: "clinic" serial: 1'),
            (0, "AgencyCard", "incarnation { number: 4294967295 }"),
            (1, "Whereabouts", 'endpoint: "[::1]:1" endpoint: "nowhere" phone { window: "night" number: "+81-3" }'),
            (1, "Whereabouts", "serial: 18446744073709551615"),
            (2, "StaffCertificate", 'name: "\\000" role: "god" issued_at: -1'),
            (3, "StaffCertificateEnd", "incarnation: 0 number: 0")):
        inputs.append(bytes([kind]) + b"\0" + encoded("records", f"tasuki.proto.record.{message}", text))
    return inputs


def care_payload_inputs():
    one = "\\001" * 32
    ids = [f'"{chr(97 + number) * 32}"' for number in range(3)]
    said = "stated_at: 1771000000000"
    message = (f'{said} category: "sleep-meals" urgency: PHONE body: "三日眠れていません" kind: "status" purpose: "care" '
               f'recipient {{ agency_id: {ids[0]} consent: {ids[1]} }} head: {ids[2]}')
    texts = [(0, "Message", text) for text in (
        message, message.replace("PHONE", "MESSAGE_URGENCY"), message.replace('"status"', '"from-the-future"'),
        message + ' observed_at: 1770000000000 basis: "observed" ask: "来てください" ask_by: 1772000000000',
        message + f' override_reason: "倒れている" recipient {{ agency_id: {ids[1]} }}', message + f" answers: {ids[0]}",
        message + ' category: "aaa"', message.replace("1771000000000", "-1"), message + f" head: {ids[0]}",
        message.replace("三日眠れていません", ""), message.replace("三日眠れていません", "x" * 65537), "",
        message.replace(ids[0], "\"short\""), message.replace("PHONE", "URGENCY_UNSPECIFIED"))]
    texts += [(1, "Receipt", text) for text in (
        f"{said} message: {ids[0]} state: DELIVERED", f'{said} message: {ids[0]} state: CLOSED note: "済"', "state: OPENED",
        f"{said} message: {ids[0]} state: RECEIPT_STATE_UNSPECIFIED")]
    texts += [(2, "CallRecord", text) for text in (
        f'{said} message: {ids[0]} number: "03-0000-0000" outcome: "answered"',
        f'{said} message: {ids[0]} number: "" outcome: "no-answer" note: "留守"')]
    texts += [(3, "Label", f'{said} person: "Aさん"'), (3, "Label", f'{said} person: "a\\nb"'),
              (4, "ConsentNote", f'{said} about: {ids[0]} text: "口頭で\\n確認"'), (4, "ConsentNote", said),
              (5, "OverrideNotice", f'{said} message: {ids[0]} recipient: {ids[1]} category: "risk" reason: "倒れている"'),
              (6, "HoldNotice", f"{said} message: {ids[0]} reason: VIOLATION"),
              (6, "HoldNotice", f'{said} message: "{one}" reason: STALE_HEADS')]
    return [bytes([kind]) + encoded("records", f"tasuki.proto.record.{name}", text) for kind, name, text in texts]


def envelope_inputs():
    inputs = many_changes([b"\0", b"\1"], 900, seed=6, count=16)
    ids = [f'"{chr(97 + number) * 32}"' for number in range(4)]
    part = (f"sender: {ids[0]} sender_incarnation: 1 recipient: {ids[1]} expires_at: 1771000000000 mode: FACE_TO_FACE "
            f'session_id: {ids[2]} header {{ dh: {ids[3]} pn: 1 n: 4294967295 }} ciphertext: "{"c" * 272}"')
    initial = f' initial {{ identity_key: {ids[0]} ephemeral_key: {ids[1]} prekey_id: 7 nonce: "0123456789abcdef" }}'
    for text in (part, part + initial, part + " initial {}", part.replace("FACE_TO_FACE", "MODE_UNSPECIFIED"), ""):
        for size_class in range(2):
            inputs.append(b"\2" + bytes([size_class]) + encoded("wire", "tasuki.proto.wire.SealedPart", text))
    for text in ("", f"recipient: {ids[0]}", f'recipient: {ids[0]} recall_tag: {ids[1]} size_class: 257 sealed: "x"'):
        inputs.append(b"\0\0" + encoded("wire", "tasuki.proto.wire.Envelope", text))
    return inputs


def governance_inputs():
    ids = [f'"{chr(97 + number) * 32}"' for number in range(3)]
    parent = f"parent: {ids[0]} stated_at: 1771000000000 "
    sharing = f'category: "medication" category: "symptoms" recipient: {ids[1]} recipient: {ids[2]} '
    consent = parent + sharing + 'purpose: "care" from: 1771000000000 obtained: "written" obtained_on: 1770900000000 '
    statements = [(1, "TeamFounding", "rules_version: 1 stated_at: 1771000000000"), (1, "TeamFounding", "rules_version: 9"),
                  (2, "MemberAdd", parent + f"agency_id: {ids[1]}"), (2, "MemberAdd", f"agency_id: {ids[1]}"),
                  (3, "MemberRemove", parent + f"agency_id: {ids[1]}"), (3, "MemberRemove", parent + 'agency_id: "short"'),
                  (4, "CoordinatorHandover", parent + f"agency_id: {ids[1]} chain_number: 1"),
                  (4, "CoordinatorHandover", parent + f"agency_id: {ids[1]} chain_number: 4294967295"),
                  (5, "CoordinatorReplacement", parent + f"agency_id: {ids[1]} chain_number: 1"),
                  (6, "Consent", consent), (6, "Consent", consent + "until: 1771000000001"),
                  (6, "Consent", consent + "until: 1"), (6, "Consent", consent + 'category: "aaa"'),
                  (6, "Consent", consent.replace("written", "from-the-future")), (6, "Consent", parent),
                  (7, "Confirmation", parent + f"consent: {ids[1]}"), (8, "Refusal", parent + sharing),
                  (8, "Refusal", parent), (9, "Withdrawal", parent + f"consent: {ids[1]}"),
                  (10, "RefusalLift", parent + f"refusal: {ids[1]}"), (11, "RulesRaise", parent + "rules_version: 2"),
                  (11, "RulesRaise", parent + "rules_version: 1"), (11, "RulesRaise", parent)]
    inputs = [bytes([kind]) + encoded("records", f"tasuki.proto.record.{name}", text) for kind, name, text in statements]
    return inputs + [b"\x0c\x0a\x20" + b"a" * 32, b"\x00", b"\x3f\xff", b"\x06\xf8\x07\x01"]


def audit_entry_inputs():
    inputs = many_changes([b"\0", b"\1", b"\2"], 160, seed=7, count=12)
    for text in ("", 'kind: "login" number: 1 previous: "short"', "at: -9223372036854775808",
                 'commitment { what: "name" hash: "' + "h" * 32 + '" } previous: "' + "p" * 32 + '"'):
        inputs.append(b"\1\0" + encoded("audit", "tasuki.proto.audit.Entry", text))
    for text in ("", 'detail { what: "name" salt: "short" value: "x" }', 'detail {} detail {}'):
        inputs.append(b"\2\0" + encoded("audit", "tasuki.proto.audit.Details", text))
    return inputs


def key_slot_inputs():
    return [b"", b"\0", b"\0" + bytes(200), b"\0" + b"\xff" * 200] + many_changes([b""], 130, seed=8, count=30)


def frame_splitter_inputs():
    def frame(data):
        return struct.pack(">I", len(data)) + data

    streams = [b"", frame(b""), frame(b"a"), frame(b"x" * 100), frame(b"x" * 101), b"\xff" * 4, b"\0\0", frame(b"ab") * 20,
               frame(b"ab")[:-1], b"\0" * 40]
    return [bytes([piece]) + stream for stream in streams for piece in (0, 3, 15)]


def config_inputs():
    texts = [(ROOT / "node/tasuki.example.toml").read_text(), "", "#", "listen = 1", 'listen = "[::1]:7411"', "advertise = []",
             'advertise = ["a", 1]', 'advertise = [["a"]]', "session_idle_minutes = 0", "session_idle_minutes = 1440",
             "session_idle_minutes = 9223372036854775807", "session_idle_minutes = 1.5", 'log_level = "loud"', "[listen]",
             'listen = "a"\nlisten = "b"', 'passphrase_file = "a"\nkey_file = "b"', "unknown = true", "= 1", '"" = 1',
             'listen = """\na"""', "\ufeff", 'listen = "\\ud800"', "a.b.c = {d = [1979-05-27T07:32:00Z]}",
             "[[x]]\n" * 50, "x = " + "[" * 200 + "]" * 200]
    return [text.encode() for text in texts] + [b"\xff\xfe", b"\0"]


def office_hours_inputs():
    return [text.encode() for text in (
        "", "always", "常時", "closed", "休み", "mon-fri 09:00-17:30; sat 09:00-12:00", "月-金 9:00-17:30; 土 9:00-12:00; 祝開",
        "月〜金　９：００～１２：００、１３：００～１７：３０；祝休", "mon-sun 22:00-06:00", "mon-sun 0:00-24:00; holidays open", "月水金9:00-12:00",
        "fri-mon 9:00-12:00", "09:00-17:00", "6:00-22:00", "17:00-9:00", "mon 9:00-9:00", "mon 24:00-25:00", "mon 9:00-12:00, 11:00-13:00",
        "mon 9:00-12:00; mon 13:00-14:00", "sat", ";;;", ",", "-", "mon-", "mon - fri 9:00 - 17:00", "mon closed; 祝開", "holidays",
        "mon 0:00-12:00 12:00-11:00", "月曜日-金曜日 9:00ー17:30", "mon 23:59-23:58", "é", "mon 9:00-17:00\0")] + [b"\xff", b"\xe6\x9c"]


def holidays_file_inputs():
    texts = ["", "#", "[[added]]", "[[removed]]", "[added]", "added = 1", "added = []", "added = [1]", "[[closed]]",
             "[[added]]\nday = 2026-12-29\nname = '年末'", "[[added]]\nday = 2026-12-29\nuntil = 2027-01-03\nname = 'x'",
             "[[added]]\nday = 2026-12-29\nuntil = 2026-12-28\nname = 'x'", "[[added]]\nday = 0000-01-01\nname = 'x'",
             "[[added]]\nday = 9999-12-31\nname = 'x'", "[[added]]\nday = 2026-02-29\nname = 'x'", "[[added]]\nday = 1\nname = 'x'",
             "[[added]]\nday = 2026-12-29T00:00:00Z\nname = 'x'", "[[added]]\nday = 2026-12-29\nname = ''",
             '[[added]]\nday = 2026-12-29\nname = "a\\nb"', "[[added]]\nday = 2026-12-29\nname = 1",
             "[[removed]]\nday = 2026-05-04\nname = 'x'\n[[removed]]\nday = 2026-05-04\nname = 'y'",
             "added = [{ day = 2026-12-29, name = 'x' }]", "[[added]]\nday = 2026-12-29\nname = 'x'\nuntil = true",
             "[[added]]\nnight = 1", "\ufeff", "".join(f"[[added]]\nday = {year}-01-01\nuntil = {year}-01-31\nname = 'x'\n"
                                                      for year in range(2026, 2060))]
    return [text.encode() for text in texts] + [b"\xff\xfe", b"\0"]


def audit_export_inputs():
    inputs = many_changes([b"\x00", b"\x07", b"\xff"], 6000, seed=9, count=12)
    magic = b"tasuki-audit-export 1\n"
    frames = [encoded("audit", "tasuki.proto.audit.Frame", text) for text in ("", "opening {}", "trailer {}", "card {}")]
    inputs += [b"\x03\0" + magic[:length] for length in (0, 5, len(magic))]
    inputs += [b"\x03\0" + magic + struct.pack(">I", len(frame)) + frame for frame in frames]
    return inputs + [b"\x03\0" + magic + b"\xff\xff\xff\xff", b"\x03\0" + magic + b"\0\0\0\x05a"]


def endpoint_inputs():
    texts = ["", ":", "a:1", "host:0", "host:65535", "host:65536", "host:", ":7701", "host", "[::1]:7701", "[::1]", "::1:1",
             "[fe80::1%eth0]:9", "[]:1", "[host]:1", "127.0.0.1:7701", "ho st:1", "host:+1", "host:01", "host:1 ", "ホスト:1",
             "a" * 253 + ":1", "a" * 254 + ":1", "host\0:1", "user@host:1", "-:1", "[::1]:7701:1"]
    return [text.encode() for text in texts]


def frame_reader_inputs():
    def frame(body):
        return len(body).to_bytes(4, "big") + body

    streams = [b"", b"\0", bytes(4), frame(b"x"), frame(b"x")[:-1], frame(b"a") + frame(b"bc"), frame(b"y" * 300),
               (1 << 20).to_bytes(4, "big") + b"z", ((1 << 20) + 1).to_bytes(4, "big"), b"\xff" * 4,
               frame(b"good") + bytes(4), frame(b"good") + b"\xff" * 8]
    return [bytes([piece]) + stream for piece in (0, 3, 255) for stream in streams]


def api_request_inputs():
    texts = ["", "status {}", "whoami {}", "staff_list {}", 'staff_add { name: "x" profession: "psw" role: "staff" passphrase: "p" }',
             'staff_add { name: "" }', 'staff_disable { staff: "nobody" }', "contact_invite {}", "contact_invite { valid_ms: -1 }",
             'contact_accept { code: "TASUKI1-0000" }', "contact_list {}", 'contact_show { agency: "hospital" }',
             'contact_verify { agency: "hospital" safety_number: "1" }', 'team_create { person: "Aさん" }',
             'team_create { person: "\\000" }', "team_list {}", 'team_show { team: "000000" }', 'team_add { team: "x" agency: "y" }',
             'consent_grant { team: "Aさん" category: "symptoms" to: "team" obtained: "written" }', "consent_check {}",
             'consent_list { team: "" }', 'send { team: "x" urgency: "phone" category: "symptoms" body: "b" }', "send {}",
             'send { urgency: "urgent" body: "\\377" }', "inbox { limit: 4294967295 }", 'inbox { team: "zz" unopened: true }',
             'act { message: "0000000" act: "open" }', 'act { act: "burn" }', "receipts {}", "call_next {}",
             'call_log { number: "1" outcome: "answered" }', 'search { text: "眠れ" }', 'search { text: "\\"* OR" limit: 1 }',
             "watch {}", "disclosures { since: -9223372036854775808 until: 9223372036854775807 }", "audit_verify {}",
             "audit_export {}", 'audit_report { team: "Aさん" }', 'login { staff: "x" passphrase: "y" }', "logout {}"]
    inputs = [encoded("api", "tasuki.proto.api.Request", text) for text in texts]
    return inputs + [b"\xff" * 20, b"\0", b"\x52", b"\xa2\x01\xff\xff\xff\xff\x0f"]


def wire_frame_inputs():
    ids = [f'"{chr(97 + number) * 32}"' for number in range(3)]
    inputs = many_changes([bytes([number]) for number in range(4)], 1200, seed=10, count=6)
    for text in ("", "ping { number: 1 }", "pong {}", 'refusal { code: "x" }', "pair_hello {}", "pair_done {}", "hello {}",
                 f"hello {{ proof: {ids[0]} frontier {{ session_id: {ids[1]} received: 18446744073709551615 }} }}",
                 "envelope {}", f'envelope {{ recipient: {ids[0]} size_class: 256 recall_tag: {ids[1]} sealed: "x" }}',
                 "envelope_ack { run: [1, 4294967295, 1, 4294967295] }", "envelope_ack { run: [0, 1, 7] }",
                 "want { run: [1, 2, 4294967295, 4294967295] }", "want { run: [3, 1, 1, 1] }",
                 f"offer {{ first: 1 prefix: {ids[0]} size: [1, 4294967295] }}", f"offer {{ first: 1 prefix: {ids[0]} size: 1 }}",
                 f"offer {{ first: 4294967295 prefix: {ids[0]} size: [1, 1] }}", "offer { first: 1 size: [1, 1] }",
                 f"offer {{ prefix: {ids[0]} size: [1, 1] }}", "envelope {} number: 4294967295",
                 f'cannot_open {{ envelope: {ids[0]} reason: "sealed-box" signature: "s" }}'):
        for number in (0, 1):
            inputs.append(bytes([number]) + b"\0" + encoded("wire", "tasuki.proto.wire.Frame", text))
    return inputs


TARGETS = {
    "hex": hex_inputs,
    "rfc3339": rfc3339_inputs,
    "typed_codes": typed_codes_inputs,
    "introduction": introduction_inputs,
    "invitation": invitation_inputs,
    "secure_channel": secure_channel_inputs,
    "signed_record": signed_record_inputs,
    "signed_bytes": signed_bytes_inputs,
    "care_payload": care_payload_inputs,
    "envelope": envelope_inputs,
    "governance": governance_inputs,
    "audit_entry": audit_entry_inputs,
    "key_slot": key_slot_inputs,
    "frame_splitter": frame_splitter_inputs,
    "frame_reader": frame_reader_inputs,
    "endpoint": endpoint_inputs,
    "config": config_inputs,
    "office_hours": office_hours_inputs,
    "holidays_file": holidays_file_inputs,
    "audit_export": audit_export_inputs,
    "api_request": api_request_inputs,
    "wire_frame": wire_frame_inputs,
}


def main():
    for target in sys.argv[1:] or TARGETS:
        folder = CORPUS / target
        folder.mkdir(parents=True, exist_ok=True)
        inputs = TARGETS[target]()
        for number, data in enumerate(inputs):
            (folder / f"seed-{number:03}").write_bytes(data)
        print(f"{target}: {len(inputs)} inputs")


if __name__ == "__main__":
    main()
