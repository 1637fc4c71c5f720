#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "client/session_file.hpp"
#include "tests/unit/client-cli/program_run.hpp"

namespace tasuki::cli {
namespace {

namespace api = proto::api;
using tasuki::test::FakeNode;
using test::id;
using test::Words;

api::Response error_response(const std::string& code, std::uint32_t exit) {
  api::Response response;
  response.mutable_error()->set_code(code);
  response.mutable_error()->set_exit_code(exit);
  return response;
}

using Program = test::ProgramRun;

TEST_F(Program, WithoutANodeEndsWith3) {
  EXPECT_EQ(run({"status", "--json"}), 3);
  EXPECT_EQ(json()["error"]["code"], "node-not-running");
  EXPECT_EQ(run({"inbox"}), 3);
  EXPECT_EQ(out_.str(), "");
  EXPECT_NE(err_.str().find("tasukid"), std::string::npos);
}

TEST_F(Program, WrongUsageIsToldBeforeTheNodeIsLookedFor) {
  EXPECT_EQ(run({"consent", "grant", "t", "--category", "risk", "--to", "team", "--obtained", "verbal",
                 "--on", "soon"}),
            2);
  EXPECT_EQ(run({"contact", "verify", "x"}), 2) << "nothing can be compared by eye without a terminal";
}

TEST_F(Program, EndsWithTheNodesExitCode) {
  for (const auto exit : {1, 2, 3, 4, 5, 70}) {
    node_answers(error_response("some-code", static_cast<std::uint32_t>(exit)));
    EXPECT_EQ(run({"whoami", "--json"}), exit);
    EXPECT_EQ(json()["error"]["code"], "some-code");
  }
}

TEST_F(Program, ListsAreOneObjectPerLineAndAnEmptyOneIsNothing) {
  api::Response line;
  line.mutable_staff()->set_name("a");
  node([line](const api::Request&) { return FakeNode::Reply{.responses = {line, line}}; });
  EXPECT_EQ(run({"staff", "list", "--json"}), 0);
  EXPECT_EQ(std::ranges::count(out_.str(), '\n'), 2);
  api::Response done;
  done.mutable_done();
  node_answers(done);
  EXPECT_EQ(run({"staff", "list", "--json"}), 0);
  EXPECT_EQ(out_.str(), "");
}

TEST_F(Program, WhatCameOfAListThatBrokeOffIsShown) {
  api::Response line;
  line.mutable_staff()->set_name("斎藤 花");
  node([line](const api::Request&) {
    return FakeNode::Reply{.responses = {line}, .hang_up = true, .unfinished = true};
  });
  EXPECT_EQ(run({"staff", "list"}), 3);
  EXPECT_NE(out_.str().find("斎藤 花"), std::string::npos);
  EXPECT_NE(err_.str(), "");
}

TEST_F(Program, WatchStreamsUntilTheNodeGoesAway) {
  api::Response event;
  event.mutable_event()->set_event("message");
  event.mutable_event()->set_at(1);
  node([event](const api::Request&) {
    return FakeNode::Reply{.responses = {event, event}, .hang_up = true, .unfinished = true};
  });
  EXPECT_EQ(run({"watch", "--json"}), 3);
  std::istringstream lines(out_.str());
  std::string line;
  ASSERT_TRUE(std::getline(lines, line));
  EXPECT_EQ(Json::parse(line)["event"], "message");
  ASSERT_TRUE(std::getline(lines, line));
  ASSERT_TRUE(std::getline(lines, line));
  EXPECT_EQ(Json::parse(line)["error"]["code"], "connection-lost");
}

TEST_F(Program, SendTakesTheDayFromTheNodesClock) {
  api::Response sent;
  sent.mutable_sent()->set_message_id(id('\xa1'));
  node_answers(sent);
  EXPECT_EQ(
      run({"send", "t", "--urgency", "phone", "--category", "risk", "--body", "x", "--observed-at", "02:10"}),
      0);
  EXPECT_EQ(asked_of_node().send().observed_at(), test::millis("2026-02-12T17:10:00Z"));
}

TEST_F(Program, ARefusedSendEndsWith5AndSaysForWhom) {
  auto refused = error_response("consent-missing", 5);
  auto& decision = *refused.mutable_error()->add_decision();
  decision.set_agency_id(id('\xbb'));
  decision.set_decision("deny");
  decision.add_missing("risk");
  node_answers(refused);
  EXPECT_EQ(run({"send", "t", "--urgency", "phone", "--category", "risk", "--body", "x", "--json"}), 5);
  EXPECT_EQ(json()["error"]["recipients"][0]["missing"], Json({"risk"}));
}

TEST_F(Program, PermittedOnlyIsOfferedOnlyWhereTheCommandKnowsIt) {
  node_answers(error_response("consent-missing", 5));
  EXPECT_EQ(run({"send", "t", "--urgency", "phone", "--category", "risk", "--body", "x"}), 5);
  EXPECT_NE(err_.str().find("--permitted-only"), std::string::npos) << err_.str();
  node_answers(error_response("consent-missing", 5));
  EXPECT_EQ(run({"sign", "define", "t", "--what", "x", "--category", "sleep-meals", "--days", "3", "--view",
                 "objective", "--stage", "yellow", "--urgency", "message"}),
            5);
  EXPECT_NE(err_.str().find("同意がない"), std::string::npos) << err_.str();
  EXPECT_EQ(err_.str().find("--permitted-only"), std::string::npos) << err_.str();
}

TEST_F(Program, ExportsTheTrailIntoAPrivateFileInOneStep) {
  std::vector<api::Response> chunks(2);
  chunks[0].mutable_audit_chunk()->set_data(std::string("a\0b", 3));
  chunks[1].mutable_audit_chunk()->set_data("c");
  node([chunks](const api::Request&) { return FakeNode::Reply{.responses = chunks}; });
  EXPECT_EQ(run({"audit", "export", folder_ / "trail", "--json"}), 0);
  EXPECT_EQ(json()["bytes"], 4);
  std::ifstream stream(folder_ / "trail", std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(stream), {}), std::string("a\0bc", 4));
  struct stat found{};
  ASSERT_EQ(::stat((folder_ / "trail").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600u);
}

TEST_F(Program, AnExportThatBreaksOffLeavesNoFile) {
  api::Response chunk;
  chunk.mutable_audit_chunk()->set_data("half");
  node([chunk](const api::Request&) {
    return FakeNode::Reply{.responses = {chunk}, .hang_up = true, .unfinished = true};
  });
  EXPECT_EQ(run({"audit", "export", folder_ / "out/trail"}), 3) << "the folder is not there either";
  std::filesystem::create_directory(folder_ / "out");
  EXPECT_EQ(run({"audit", "export", folder_ / "out/trail"}), 3);
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "out"));
}

TEST_F(Program, AnExportIsCheckedWithoutANode) {
  const auto garbage = file("trail", "no export at all");
  EXPECT_EQ(run_bare({"audit", "verify", garbage, "--json", "--home", folder_ / "nowhere"}), 1);
  EXPECT_EQ(json()["ok"], false);
  EXPECT_EQ(json()["reason"], "export-malformed");
  EXPECT_EQ(run_bare({"audit", "verify", folder_ / "none"}), 2);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "nowhere"));
}

TEST_F(Program, TheReportIsPrintedAsItIs) {
  api::Response report;
  report.mutable_report()->set_agency_name("さくら精神科病院");
  node_answers(report);
  EXPECT_EQ(run({"audit", "report", "t", "--format", "html"}), 0);
  EXPECT_TRUE(out_.str().starts_with("<!doctype html>"));
  EXPECT_EQ(run({"audit", "report", "t"}), 0);
  EXPECT_TRUE(out_.str().starts_with("情報提供の記録\n"));
  EXPECT_EQ(run({"audit", "report", "t", "--format", "pdf"}), 2);
}

TEST_F(Program, AReportThatComesInPartsIsOneReport) {
  std::vector<api::Response> parts(3);
  parts[0].mutable_report()->set_agency_name("さくら精神科病院");
  for (const int part : {1, 2}) {
    auto& disclosure = *parts[part].mutable_report()->add_disclosure();
    disclosure.set_to_agency_name("みどり訪問看護 " + std::to_string(part));
  }
  parts[2].mutable_report()->add_consent()->set_kind("consent");
  node([&](const api::Request&) { return FakeNode::Reply{.responses = parts}; });
  EXPECT_EQ(run({"audit", "report", "t", "--json"}), 0);
  EXPECT_EQ(json()["agency_name"], "さくら精神科病院");
  ASSERT_EQ(json()["disclosures"].size(), 2u);
  EXPECT_EQ(json()["disclosures"][1]["to_agency_name"], "みどり訪問看護 2");
  EXPECT_EQ(json()["consents"].size(), 1u);
}

TEST_F(Program, NamesAgenciesForPeople) {
  api::Response consent;
  consent.mutable_consent()->add_to(id('\x01'));
  node_answers(consent);
  EXPECT_EQ(run({"consent", "list", "t"}), 0);
  EXPECT_NE(out_.str().find("さくら精神科病院"), std::string::npos) << out_.str();
}

TEST_F(Program, HasColourOnATerminalUnlessTheUserWantsNone) {
  api::Response who;
  who.mutable_staff()->set_name("x");
  who.mutable_staff()->set_role("admin");
  node_answers(who);
  out_is_terminal_ = true;
  EXPECT_EQ(run({"staff", "list"}), 0);
  EXPECT_NE(out_.str().find("\x1b["), std::string::npos);
  environment_ = {{"NO_COLOR", "1"}};
  EXPECT_EQ(run({"staff", "list"}), 0);
  EXPECT_EQ(out_.str().find("\x1b["), std::string::npos);
}

TEST_F(Program, SpeaksTheLanguageOfTheLocaleOrAsTold) {
  const auto speaks = [this](const Words& words) {
    EXPECT_EQ(run(words), 3);
    return err_.str().find("The node") != std::string::npos ? "English" : "Japanese";
  };
  EXPECT_STREQ(speaks({"status"}), "Japanese");
  environment_ = {{"LANG", "en_GB.UTF-8"}};
  EXPECT_STREQ(speaks({"status"}), "English");
  EXPECT_STREQ(speaks({"status", "--lang", "ja"}), "Japanese");
  environment_ = {{"LANG", "en_GB.UTF-8"}, {"LC_ALL", "ja_JP.UTF-8"}};
  EXPECT_STREQ(speaks({"status"}), "Japanese");
  environment_ = {{"LC_ALL", "C"}};
  EXPECT_STREQ(speaks({"status"}), "Japanese") << "a locale that says nothing";
  EXPECT_STREQ(speaks({"--lang=en", "status"}), "English");
}

TEST_F(Program, TellsItsVersionAndItsCommands) {
  EXPECT_EQ(run_bare({"--version"}), 0);
  EXPECT_TRUE(out_.str().starts_with("tasuki "));
  EXPECT_EQ(run_bare({"--help", "--lang", "en"}), 0);
  EXPECT_NE(out_.str().find("consent grant"), std::string::npos);
  EXPECT_NE(out_.str().find("  5   no consent\n"), std::string::npos) << out_.str();
  EXPECT_EQ(run_bare({"send", "--help", "--lang", "en"}), 0);
  EXPECT_TRUE(out_.str().starts_with("tasuki send TEAM --urgency phone|message --category C,…"))
      << out_.str();
}

TEST_F(Program, FindsHomeAndSessionInTheEnvironment) {
  api::Response who;
  who.mutable_staff()->set_name("x");
  node_answers(who);
  ASSERT_TRUE(client::save_session(folder_ / "mine", SecretBytes(std::string_view("token"))));
  environment_ = {{"TASUKI_HOME", folder_.path()}, {"TASUKI_SESSION", folder_ / "mine"}};
  EXPECT_EQ(run_bare({"whoami", "--json"}), 0);
  EXPECT_EQ(asked_of_node().token(), "token");
}

}  // namespace
}  // namespace tasuki::cli
