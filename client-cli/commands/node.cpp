#include "client-cli/commands/groups.hpp"
#include "client-cli/json.hpp"
#include "client-cli/view.hpp"

namespace tasuki::cli {

namespace {

Attempt<> fill_status(const Arguments&, const Moment&, api::Request& request) {
  request.mutable_status();
  return {};
}

Json json_of_connection(const api::Connection& connection) {
  return {{"agency_id", json_hex(connection.agency_id())},
          {"name", connection.name()},
          {"connected", connection.connected()},
          {"since", json_time(connection.since())},
          {"queued", connection.queued()},
          {"last_error", json_text(connection.last_error())}};
}

Json json_of_catch_up(const api::StatusAnswer& status) {
  Json open = Json::array();
  for (const auto& contact : status.catch_up()) {
    open.push_back({{"agency_id", json_hex(contact.agency_id())},
                    {"name", contact.name()},
                    {"state", contact.state()},
                    {"wanted", contact.wanted()},
                    {"missing", contact.missing()},
                    {"withheld", contact.withheld()}});
  }
  return open;
}

Json json_of_unverified(const api::StatusAnswer& status) {
  Json list = Json::array();
  for (const auto& agency : status.unverified()) {
    list.push_back({{"agency_id", json_hex(agency.agency_id())},
                    {"name", agency.name()},
                    {"continues", json_hex(agency.continues())},
                    {"held", agency.held()}});
  }
  return list;
}

Json json_of_status(const api::Response& response, Language) {
  const auto& status = response.status();
  int connected = 0;
  Json peers = Json::array();
  for (const auto& connection : status.connection()) {
    connected += connection.connected() ? 1 : 0;
    peers.push_back(json_of_connection(connection));
  }
  return {{"agency_id", json_hex(status.agency_id())},
          {"agency_name", json_text(status.agency_name())},
          {"incarnation", status.incarnation()},
          {"locked", status.locked()},
          {"connections", connected},
          {"peers", peers},
          {"outbox", status.outbox()},
          {"undeliverable", status.undeliverable()},
          {"carries", status.carries()},
          {"carried", status.carried()},
          {"carried_bytes", status.carried_bytes()},
          {"carried_recipients", status.carried_recipients()},
          {"carried_since", json_time(status.carried_since())},
          {"clock_offset_ms", status.clock_offset_ms()},
          {"test_clock", status.test_clock()},
          {"now", json_time(status.now())},
          {"time_zone", json_text(status.time_zone().name())},
          {"listen", json_text(status.listen())},
          {"warnings", json_texts(status.warning())},
          {"catch_up", json_of_catch_up(status)},
          {"unknown_messages", status.unknown_messages()},
          {"unverified", json_of_unverified(status)},
          {"version", status.version()}};
}

std::string warning_sentence(const std::string& code, const View& view) {
  if (code == "key-file-slot") {
    return view.say({"鍵ファイルが同じディスクにあると、ディスクを盗んだ人が中身を読めます。",
                     "A key file on the same disk lets a thief of the disk read everything."});
  }
  if (code == "disk-full") {
    return view.say({"ディスクがいっぱいです。受信も送信も止まります。PC の担当者に連絡してください。",
                     "The disk is full: nothing can be sent or received. Tell whoever looks after the PCs."});
  }
  if (code == "disk-low") {
    return view.say({"ディスクの空きが少なくなっています。PC の担当者に連絡してください。",
                     "The disk is nearly full. Tell whoever looks after the PCs."});
  }
  if (code == "audit-conflict") {
    return view.say(
        {"ほかの機関の監査証跡が、前に見たものとくいちがっています。tasuki audit verify で"
         "確かめ、その機関とコントロールセンターに電話してください。",
         "Another agency's audit trail is not what it had shown before. See tasuki audit verify, "
         "and ring that agency and the coordinator."});
  }
  if (code == "own-audit-conflict") {
    return view.say(
        {"この機関の監査証跡が、ほかの機関の見たものとくいちがっています（古いバックアップで"
         "動いていませんか）。管理者が tasuki audit verify で確かめてください。",
         "This agency's own trail is not what others were shown (is this an old copy?). An "
         "administrator should see tasuki audit verify."});
  }
  if (code == "later-life") {
    return view.say(
        {"このノードは古い写しです。新しい世代がほかで動いた記録があり、ほかの機関はこのノードと通信しません"
         "。"
         "急ぎのことは電話してください。ノードを止め、管理者が tasuki restore --here をしてください。"
         "ここにある記録は失われません。",
         "This node is an old copy: a later life of it has run elsewhere, and the others do not talk to this "
         "one. "
         "Ring them about anything urgent. Stop the node; an administrator should type tasuki restore "
         "--here. "
         "Nothing that is here is lost."});
  }
  if (code == "test-clock") {
    return view.say({"試験用の時計で動いています。本番では使わないでください。",
                     "It runs by a test clock: for demonstrations only."});
  }
  return code;
}

void show_clock(const api::StatusAnswer& status, View& view) {
  const auto now = view.time(status.now());
  if (status.test_clock()) {
    view.field({"時計", "clock"}, now + view.say({"（試験用の時計）", " (test clock)"}), Style::Warning);
  } else if (std::abs(status.clock_offset_ms()) >= 60'000) {
    const auto minutes = std::to_string(std::abs(status.clock_offset_ms()) / 60'000);
    const bool ahead = status.clock_offset_ms() > 0;
    view.field({"時計", "clock"},
               now + view.say({"  ほかの機関より", "  "}) + minutes +
                   (ahead ? view.say({"分進んでいます。PC の時計を直してください",
                                      " minutes ahead of the others': set this PC's clock"})
                          : view.say({"分遅れています。PC の時計を直してください",
                                      " minutes behind the others': set this PC's clock"})),
               Style::Warning);
  } else {
    view.field({"時計", "clock"}, now);
  }
}

std::string kilobytes(std::uint64_t bytes) { return std::to_string((bytes + 1023) / 1024) + " KiB"; }

/// How much, for how many, how old; never for what.
void show_carried(const api::StatusAnswer& status, View& view) {
  if (status.carried() == 0) {
    return view.field({"預かり", "carried"},
                      status.carries() ? view.say({"なし", "nothing"})
                                       : view.say({"なし（預からない設定）", "nothing (switched off)"}));
  }
  view.field({"預かり", "carried"},
             view.say({"封書 ", "envelopes: "}) + std::to_string(status.carried()) +
                 view.say({" 通（", " ("}) + kilobytes(status.carried_bytes()) +
                 view.say({"）、宛先 ", "), for agencies: "}) + std::to_string(status.carried_recipients()) +
                 view.say({" 機関、最も古いもの ", ", oldest "}) + view.time(status.carried_since()));
}

void show_connections(const api::StatusAnswer& status, View& view) {
  if (status.connection().empty()) {
    return view.line(view.say({"連絡先機関はまだありません。", "No contacts yet."}));
  }
  view.line();
  for (const auto& connection : status.connection()) {
    std::vector<Cell> cells{{"  " + connection.name()}};
    cells.push_back(connection.connected() ? Cell{view.say({"接続中", "connected"}), Style::Good}
                                           : Cell{view.say({"未接続", "not connected"}), Style::Faint});
    cells.push_back({view.time(connection.since()), Style::Faint});
    std::string note;
    if (connection.queued() > 0)
      note = view.say({"送信待ち ", "queued "}) + std::to_string(connection.queued());
    if (!connection.last_error().empty()) note += (note.empty() ? "" : "  ") + connection.last_error();
    cells.push_back({note, Style::Warning});
    view.row(std::move(cells));
  }
}

std::string catch_up_sentence(const api::CatchUp& contact, const View& view) {
  if (contact.state() != "answered") {
    return view.say({"控えより後のことをたずねています（返事待ち）",
                     "asked for what came after the backup, not answered yet"});
  }
  std::string said;
  if (contact.missing() > 0)
    said = view.say({"まだ届かない記録 ", "records still to come: "}) + std::to_string(contact.missing());
  if (contact.withheld() > 0) {
    said += (said.empty() ? "" : view.say({"、", ", "})) +
            view.say({"もう受け取れない記録（同意などが変わったため） ",
                      "records that it cannot or may not give any more: "}) +
            std::to_string(contact.withheld());
  }
  return said;
}

/// What a restored node has not got back, and from whom.
void show_gaps(const api::StatusAnswer& status, View& view) {
  if (status.catch_up().empty() && status.unknown_messages() == 0) return;
  view.line();
  view.line(view.say({"バックアップより後のもの:", "What came after the backup:"}), Style::Strong);
  for (const auto& contact : status.catch_up())
    view.row({Cell{"  " + contact.name()}, Cell{catch_up_sentence(contact, view), Style::Warning}});
  if (status.unknown_messages() == 0) return;
  view.field({"内容が失われたメッセージ", "messages known by their receipts alone"},
             std::to_string(status.unknown_messages()), Style::Warning);
}

/// Successors whose safety number nobody here has compared.
void show_unverified(const api::StatusAnswer& status, View& view) {
  for (const auto& agency : status.unverified()) {
    view.line();
    view.line(agency.name() +
                  view.say({" は鍵が変わった機関です。送受信を止めています（保留 ",
                            " has another key: nothing passes (messages held: "}) +
                  std::to_string(agency.held()) + view.say({" 通）。", ")."}),
              Style::Bad);
    view.next({"会うか電話で安全番号を読み合わせる", "compare the safety number, in person or by phone"},
              "tasuki contact verify " + agency.name());
  }
}

void show_status(const api::Response& response, View& view) {
  const auto& status = response.status();
  view.line((status.agency_name().empty() ? view.say({"まだ機関がありません", "no agency yet"})
                                          : status.agency_name()) +
                "  " + view.id(status.agency_id()),
            Style::Strong);
  view.field({"保管庫", "store"},
             status.locked() ? view.say({"ロック中", "locked"}) : view.say({"開いています", "open"}),
             status.locked() ? Style::Bad : Style::Plain);
  if (!status.listen().empty()) view.field({"待ち受け", "listens at"}, status.listen());
  view.field({"送信待ち", "outbox"}, std::to_string(status.outbox()),
             status.outbox() > 0 ? Style::Warning : Style::Plain);
  if (status.undeliverable() > 0) {
    view.field({"不達", "undeliverable"},
               std::to_string(status.undeliverable()) +
                   view.say({"  届いたか分かりません。相手に電話で確かめてください",
                             "  not known to have arrived: ask by phone"}),
               Style::Bad);
  }
  show_carried(status, view);
  show_clock(status, view);
  view.field({"版", "version"}, status.version());
  for (const auto& warning : status.warning())
    view.field({"注意", "warning"}, warning_sentence(warning, view), Style::Warning);
  show_connections(status, view);
  show_gaps(status, view);
  show_unverified(status, view);
}

}  // namespace

std::vector<Command> node_commands() {
  return {{.verb = "status",
           .help = {"ノードの状態: 接続、送信待ち、時計", "how the node is: connections, queues, clock"},
           .exchange = {.fill = fill_status, .json = json_of_status, .show = show_status}}};
}

}  // namespace tasuki::cli
