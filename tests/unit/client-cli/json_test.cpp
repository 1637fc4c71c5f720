#include "client-cli/json.hpp"

#include "client-cli/invocation.hpp"
#include "tests/unit/client-cli/command_run.hpp"

namespace tasuki::cli {
namespace {

using test::id;
using test::json_of;
using test::millis;
using test::Words;

const std::string kA(64, 'a');  // hex of 0xaa…
std::string raw(char digit) { return id(static_cast<char>(digit == 'a' ? 0xaa : 0xbb)); }

/// The fields that scripts rely on, by command: the table of the command line's description.
TEST(Json, HoldsAtLeastTheFieldsThatScriptsRelyOn) {
  struct Row {
    Words words;
    std::vector<std::string> fields;
  };
  const Words send{"send", "t", "--urgency", "phone", "--category", "risk", "--body", ""};
  const std::vector<Row> kRows = {
      {{"staff", "list"}, {"staff_id", "name", "profession", "role", "active"}},
      {{"whoami"}, {"staff_id", "name", "profession", "role", "active"}},
      {{"contact", "invite"}, {"code", "expires_at"}},
      {{"contact", "accept", "c"}, {"agency_id", "trust"}},
      {{"contact", "list"},
       {"agency_id", "name", "kind", "trust", "verified", "connected", "continues", "continued_by", "held"}},
      {{"contact", "continues", "n", "o"}, {"old_agency", "new_agency", "team_ids"}},
      {{"succession", "state", "c"}, {"old_agency", "new_agency", "team_ids"}},
      {{"succession", "ask", "o"}, {"code"}},
      {{"contact", "show", "c"},
       {"agency_id", "name", "kind", "trust", "verified", "connected", "safety_number", "phones",
        "endpoints"}},
      {{"team", "show", "t"}, {"team_id", "person", "coordinator", "members"}},
      {{"consent", "list", "t"},
       {"consent_id", "kind", "categories", "to", "from", "until", "attested_by", "state"}},
      {{"consent", "check", "t", "--category", "risk"}, {"agency_id", "decision", "consent_ids", "missing"}},
      {send, {"recipients"}},
      {{"inbox"},
       {"message_id", "team_id", "from_agency", "from_agency_name", "from_staff", "urgency", "categories",
        "kind", "sent_at", "received_at", "observed_at", "basis", "state", "body", "taken"}},
      {{"sign", "list", "t"},
       {"sign_id", "what", "stage", "urgency", "days", "within_days", "series", "open_episode"}},
      {{"sign", "observe", "s", "--day", "today", "--seen"}, {"message_id", "sign_id", "recipients"}},
      {{"open", "m"}, {"message_id", "state", "receipt_id"}},
      {{"receipts", "m"}, {"agency_id", "state", "states"}},
      {{"call", "next", "m"}, {"agency_id", "name", "number", "say"}},
      {{"call", "log", "m", "--number", "1", "--outcome", "busy"}, {"call_id"}},
      {{"watch"}, {"event", "at"}},
      {{"audit", "disclosures"},
       {"message_id", "team_id", "to_agency", "categories", "legal_basis", "consent_ids", "sent_at",
        "delivered_at", "opened_at", "opened_by", "state"}},
      {{"audit", "verify"}, {"ok", "entries", "head", "witnessed_by", "first_bad_entry", "reason"}},
      {{"status"}, {"agency_id", "locked", "connections", "outbox", "carried", "clock_offset_ms", "version"}},
  };
  for (const auto& [words, fields] : kRows) {
    const Json json = json_of(words, {});
    for (const auto& field : fields) EXPECT_TRUE(json.contains(field)) << words[0] << " " << field;
  }
}

TEST(Json, SaysWhoHasTakenAMessageOrNull) {
  api::Response response;
  EXPECT_TRUE(json_of({"inbox"}, response).at("taken").is_null());
  auto& taken = *response.mutable_message()->mutable_taken();
  taken.set_agency_id(raw('a'));
  taken.set_name("さくら精神科病院");
  taken.set_at(millis("2026-02-13T18:20:00Z"));
  taken.set_step(1);
  const Json expected{
      {"agency_id", kA}, {"name", "さくら精神科病院"}, {"at", "2026-02-13T18:20:00.000Z"}, {"step", 1}};
  EXPECT_EQ(json_of({"inbox"}, response).at("taken"), expected);
}

TEST(Json, IdsAreLowercaseHexTimesRfc3339AndWhatIsNotKnownIsNull) {
  api::Response response;
  auto& message = *response.mutable_message();
  message.set_message_id(raw('a'));
  message.set_sent_at(millis("2026-02-13T08:00:00.500Z"));
  message.add_category("risk");
  message.set_body("斎藤\n\"引用\"");
  const Json json = json_of({"inbox"}, response);
  EXPECT_EQ(json["message_id"], kA);
  EXPECT_EQ(json["sent_at"], "2026-02-13T08:00:00.500Z");
  EXPECT_EQ(json["observed_at"], nullptr);
  EXPECT_EQ(json["categories"], Json({"risk"}));
  EXPECT_EQ(json["body"], "斎藤\n\"引用\"");
}

TEST(Json, OfASentMessageHasItsIdAndOfADryRunNone) {
  const Words words{"send", "t", "--urgency", "phone", "--category", "risk", "--body", ""};
  api::Response response;
  auto& decision = *response.mutable_sent()->add_recipient();
  decision.set_agency_id(raw('b'));
  decision.set_decision("deny");
  decision.add_missing("risk");
  EXPECT_FALSE(json_of(words, response).contains("message_id"));
  response.mutable_sent()->set_message_id(raw('a'));
  const Json json = json_of(words, response);
  EXPECT_EQ(json["message_id"], kA);
  EXPECT_EQ(json["recipients"][0]["agency_id"], std::string(64, 'b'));
  EXPECT_EQ(json["recipients"][0]["consent_ids"], Json::array());
  EXPECT_EQ(json["recipients"][0]["missing"], Json({"risk"}));
}

TEST(Json, OfOpenIsTheReceiptAndTheMessage) {
  api::Response response;
  auto& act = *response.mutable_act();
  act.set_message_id(raw('a'));
  act.set_state("opened");
  act.set_receipt_id(raw('b'));
  act.mutable_message()->set_body("本文");
  act.mutable_message()->set_state("delivered");
  const Json json = json_of({"open", "m"}, response);
  EXPECT_EQ(json["message_id"], kA);
  EXPECT_EQ(json["state"], "opened");
  EXPECT_EQ(json["receipt_id"], std::string(64, 'b'));
  EXPECT_EQ(json["body"], "本文");
  response.mutable_act()->clear_message();
  EXPECT_FALSE(json_of({"accept", "m"}, response).contains("body"));
}

TEST(Json, OfTheReceiptBoardNamesEachState) {
  api::Response response;
  auto& receipts = *response.mutable_receipts();
  receipts.set_agency_id(raw('a'));
  receipts.set_state("opened");
  auto& state = *receipts.add_states();
  state.set_state("opened");
  state.set_at(millis("2026-02-13T08:00:00Z"));
  state.set_staff_id(raw('b'));
  state.set_receipt_id(raw('a'));
  const Json json = json_of({"receipts", "m"}, response);
  EXPECT_EQ(json["states"][0]["state"], "opened");
  EXPECT_EQ(json["states"][0]["at"], "2026-02-13T08:00:00.000Z");
  EXPECT_EQ(json["states"][0]["staff_id"], std::string(64, 'b'));
}

TEST(Json, OfAnEventHoldsTheIdsItIsAboutAndNothingElse) {
  api::Response response;
  response.mutable_event()->set_event("message");
  response.mutable_event()->set_at(1);
  response.mutable_event()->set_message_id(raw('a'));
  const Json json = json_of({"watch"}, response);
  EXPECT_EQ(json["message_id"], kA);
  EXPECT_FALSE(json.contains("team_id"));
  EXPECT_FALSE(json.contains("record_id"));
}

TEST(Json, OfASoundTrailNamesNoFault) {
  api::Response response;
  response.mutable_audit_verify()->set_ok(true);
  response.mutable_audit_verify()->set_entries(3);
  const Json json = json_of({"audit", "verify"}, response);
  EXPECT_EQ(json["entries"], 3);
  EXPECT_FALSE(json.contains("first_bad_entry"));
}

TEST(Json, CountsOnlyTheConnectionsThatStand) {
  api::Response response;
  for (const bool connected : {true, false, true})
    response.mutable_status()->add_connection()->set_connected(connected);
  EXPECT_EQ(json_of({"status"}, response)["connections"], 2);
  EXPECT_EQ(json_of({"status"}, response)["peers"].size(), 3u);
}

TEST(Json, WhatToSayIsASentenceInTheLanguageAsked) {
  api::Response response;
  response.mutable_call_next()->set_say("say-phone-message");
  EXPECT_NE(json_of({"call", "next", "m"}, response)["say"].get<std::string>().find("急ぎ"),
            std::string::npos);
  EXPECT_NE(
      json_of({"call", "next", "m"}, response, Language::English)["say"].get<std::string>().find("urgent"),
      std::string::npos);
}

TEST(PrintedJson, IsOneLineAndLeavesATerminalAlone) {
  std::ostringstream out;
  print(out, {{"body",
               "一\n二\x1b[2J\xc2\x9b"
               "2J\u202e"}});
  EXPECT_EQ(out.str(), "{\"body\":\"一\\n二\\u001b[2J\\u009b2J\\u202e\"}\n");
  EXPECT_EQ(Json::parse(out.str())["body"],
            "一\n二\x1b[2J\xc2\x9b"
            "2J\u202e");
}

TEST(PrintedJson, OfTextThatIsNoUtf8IsStillJson) {
  std::ostringstream out;
  print(out, {{"name", "a\xff"}});
  EXPECT_EQ(Json::parse(out.str())["name"], "a\ufffd");
}

TEST(PrintedJson, KeepsOrdinaryTextReadable) {
  std::ostringstream out;
  print(out, {{"name", "斎藤…Â"}});
  EXPECT_EQ(out.str(), "{\"name\":\"斎藤…Â\"}\n");
}

}  // namespace
}  // namespace tasuki::cli
