#include <filesystem>

#include "client/session_file.hpp"
#include "tests/unit/client-cli/program_run.hpp"

namespace tasuki::cli {
namespace {

namespace api = proto::api;
using test::id;
using Login = test::ProgramRun;

api::Response logged_in() {
  api::Response response;
  response.mutable_login()->set_token(std::string(32, 'T'));
  response.mutable_login()->mutable_staff()->set_name("斎藤 花");
  response.mutable_login()->mutable_staff()->set_staff_id(id('\x05'));
  return response;
}

TEST_F(Login, LogsInWithAPassphraseFileAndKeepsTheToken) {
  node_answers(logged_in());
  EXPECT_EQ(run({"login", "斎藤 花", "--passphrase-file", file("pass", "合言葉 \n"), "--json"}), 0);
  EXPECT_EQ(asked_of_node().login().staff(), "斎藤 花");
  EXPECT_EQ(asked_of_node().login().passphrase(), "合言葉 ") << "one newline dropped, nothing else";
  EXPECT_EQ(json()["name"], "斎藤 花");
  EXPECT_EQ(as_text(client::load_session(folder_ / "session")->reveal()), std::string(32, 'T'));
  EXPECT_EQ(out_.str().find("TTTT"), std::string::npos) << "the token is nobody's business";
}

TEST_F(Login, DropsOnlyOneNewlineOfAPassphrase) {
  node_answers(logged_in());
  EXPECT_EQ(run({"login", "x", "--passphrase-file", file("pass", "a\r\n\n")}), 0);
  EXPECT_EQ(asked_of_node().login().passphrase(), "a\r\n");
}

TEST_F(Login, AsksForAPassphraseOnATerminalOnly) {
  node_answers(logged_in());
  EXPECT_EQ(run({"login", "x", "--json"}), 2);
  EXPECT_EQ(json()["error"]["argument"], "--passphrase-file");
  EXPECT_TRUE(node_->requests().empty());
  can_ask_ = true;
  answers_ = {"typed"};
  EXPECT_EQ(run({"login", "x"}), 0);
  EXPECT_EQ(asked_of_node().login().passphrase(), "typed");
}

TEST_F(Login, AsksTwiceForANewPassphrase) {
  api::Response added;
  added.mutable_staff()->set_name("x");
  node_answers(added);
  can_ask_ = true;
  answers_ = {"one", "two"};
  EXPECT_EQ(run({"staff", "add", "x", "--profession", "psw"}), 2);
  answers_ = {"same", "same"};
  EXPECT_EQ(run({"staff", "add", "x", "--profession", "psw"}), 0);
  EXPECT_EQ(asked_of_node().staff_add().passphrase(), "same");
}

TEST_F(Login, AnEmptyPassphraseIsWrongUsage) {
  node_answers(logged_in());
  EXPECT_EQ(run({"login", "x", "--passphrase-file", file("pass", "\n")}), 2);
  EXPECT_EQ(run({"login", "x", "--passphrase-file", folder_ / "none"}), 2);
}

TEST_F(Login, SendsTheTokenOfTheSession) {
  ASSERT_TRUE(client::save_session(folder_ / "session", SecretBytes(std::string_view("my token"))));
  api::Response who;
  who.mutable_staff()->set_name("斎藤 花");
  node_answers(who);
  EXPECT_EQ(run({"whoami"}), 0);
  EXPECT_EQ(asked_of_node().token(), "my token");
}

TEST_F(Login, ForgetsTheTokenAtLogoutEvenWithoutANode) {
  ASSERT_TRUE(client::save_session(folder_ / "session", SecretBytes(std::string_view("my token"))));
  EXPECT_EQ(run({"logout"}), 3);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "session"));
}

TEST_F(Login, VerifyAsksWhetherTheNumbersAreTheSame) {
  api::Response contact;
  contact.mutable_contact()->set_name("みどり訪問看護");
  contact.mutable_contact()->set_safety_number("12345 67890");
  node_answers(contact);
  can_ask_ = true;
  answers_ = {"no"};
  EXPECT_EQ(run({"contact", "verify", "x"}), 4);
  EXPECT_FALSE(asked_of_node().has_contact_verify());
  EXPECT_NE(asked_.find("12345 67890"), std::string::npos);
  answers_ = {"yes"};
  EXPECT_EQ(run({"contact", "verify", "x"}), 0);
  EXPECT_EQ(asked_of_node().contact_verify().agency(), "x");
}

}  // namespace
}  // namespace tasuki::cli
