#include <fcntl.h>
#include <unistd.h>

#include <fstream>

#include "tests/support/temporary_folder.hpp"
#include "tests/unit/client-cli/command_run.hpp"

namespace tasuki::cli {
namespace {

using test::millis;
using test::request_of;
using test::request_text;
using test::Words;

struct Typed {
  Words words;
  std::string request;
};

TEST(Request, IsWhatWasTyped) {
  const std::vector<Typed> kTyped = {
      {{"status"}, "status { }"},
      {{"whoami"}, "whoami { }"},
      {{"logout"}, "logout { }"},
      {{"login", "sato"}, "login { staff: \"sato\" }"},
      {{"staff", "add", "sato", "--profession", "psw"},
       "staff_add { name: \"sato\" profession: \"psw\" role: \"staff\" }"},
      {{"staff", "add", "sato", "--profession", "病棟看護師", "--role", "auditor"},
       "staff_add { name: \"sato\" profession: \"ward-nurse\" role: \"auditor\" }"},
      {{"staff", "list"}, "staff_list { }"},
      {{"staff", "disable", "abcdef"}, "staff_disable { staff: \"abcdef\" }"},
      {{"contact", "invite"}, "contact_invite { valid_ms: 86400000 }"},
      {{"contact", "invite", "--valid", "30m"}, "contact_invite { valid_ms: 1800000 }"},
      {{"contact", "accept", " ABC-\nDEF "}, "contact_accept { code: \"ABC-DEF\" }"},
      {{"contact", "list"}, "contact_list { }"},
      {{"contact", "show", "abcdef"}, "contact_show { agency: \"abcdef\" }"},
      {{"contact", "verify", "abcdef", "--number", "123"},
       "contact_verify { agency: \"abcdef\" safety_number: \"123\" }"},
      {{"team", "create", "A"}, "team_create { person: \"A\" }"},
      {{"team", "list"}, "team_list { }"},
      {{"team", "show", "abcdef"}, "team_show { team: \"abcdef\" }"},
      {{"team", "add", "abcdef", "fedcba"}, "team_add { team: \"abcdef\" agency: \"fedcba\" }"},
      {{"team", "remove", "abcdef", "fedcba"}, "team_remove { team: \"abcdef\" agency: \"fedcba\" }"},
      {{"team", "coordinator", "abcdef", "fedcba"},
       "team_coordinator { team: \"abcdef\" agency: \"fedcba\" }"},
      {{"consent", "refuse", "abcdef", "--category", "money", "--to", "x,y"},
       "consent_refuse { team: \"abcdef\" category: \"money\" to: \"x\" to: \"y\" }"},
      {{"consent", "refuse", "abcdef", "--category", "money", "--to", "team"},
       "consent_refuse { team: \"abcdef\" category: \"money\" to: \"team\" }"},
      {{"consent", "confirm", "abcdef"}, "consent_confirm { consent: \"abcdef\" }"},
      {{"consent", "withdraw", "abcdef", "--reason", "r"},
       "consent_withdraw { consent: \"abcdef\" reason: \"r\" }"},
      {{"consent", "list", "abcdef"}, "consent_list { team: \"abcdef\" }"},
      {{"consent", "check", "abcdef", "--category", "risk,money"},
       "consent_check { team: \"abcdef\" category: \"risk\" category: \"money\" }"},
      {{"consent", "check", "abcdef", "--category", "risk", "--to", "team"},
       "consent_check { team: \"abcdef\" category: \"risk\" }"},
      {{"inbox"}, "inbox { limit: 50 }"},
      {{"inbox", "--team", "abcdef", "--unopened", "--sent", "--limit", "7"},
       "inbox { team: \"abcdef\" unopened: true limit: 7 sent: true }"},
      {{"search", "x", "--limit", "3"}, "search { text: \"x\" limit: 3 }"},
      {{"open", "abcdef"}, "act { message: \"abcdef\" act: \"open\" }"},
      {{"accept", "abcdef", "--note", "n"}, "act { message: \"abcdef\" act: \"accept\" note: \"n\" }"},
      {{"decline", "abcdef"}, "act { message: \"abcdef\" act: \"decline\" }"},
      {{"close", "abcdef"}, "act { message: \"abcdef\" act: \"close\" }"},
      {{"receipts", "abcdef"}, "receipts { message: \"abcdef\" }"},
      {{"call", "next", "abcdef"}, "call_next { message: \"abcdef\" }"},
      {{"call", "log", "abcdef", "--number", "03", "--outcome", "no-answer", "--note", "n"},
       "call_log { message: \"abcdef\" number: \"03\" outcome: \"no-answer\" note: \"n\" }"},
      {{"watch"}, "watch { }"},
      {{"audit", "disclosures"}, "disclosures { }"},
      {{"audit", "disclosures", "--team", "abcdef", "--to", "fedcba"},
       "disclosures { team: \"abcdef\" to: \"fedcba\" }"},
      {{"audit", "verify"}, "audit_verify { }"},
      {{"audit", "export", "f"}, "audit_export { }"},
      {{"backup", "f"}, "backup { }"},
      {{"audit", "report", "abcdef"}, "audit_report { team: \"abcdef\" }"},
  };
  for (const auto& [words, request] : kTyped) EXPECT_EQ(request_text(words), request) << words[0];
}

TEST(Request, OfAScriptAsksForMoreLinesThanAPersonReads) {
  EXPECT_GT(request_of({"inbox", "--json"})->inbox().limit(), 5'000u);
  EXPECT_EQ(request_text({"inbox", "--limit", "0"}), "error value-unknown --limit 0");
  EXPECT_EQ(request_text({"inbox", "--limit", "9x"}), "error value-unknown --limit 9x");
}

Words grant(const Words& more) {
  Words words{"consent", "grant",      "abcdef",  "--category", "risk",      "--to",
              "team",    "--obtained", "written", "--on",       "2026-02-01"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(ConsentRequest, CoversWholeDaysInJapanBothIncluded) {
  const auto request = request_of(grant({"--from", "2026-02-13", "--until", "2026-02-14"}));
  ASSERT_TRUE(request);
  EXPECT_EQ(request->consent_grant().from(), millis("2026-02-12T15:00:00Z"));
  EXPECT_EQ(request->consent_grant().until(), millis("2026-02-14T15:00:00Z"))
      << "not included, so the next midnight";
  EXPECT_EQ(request->consent_grant().obtained_on(), millis("2026-01-31T15:00:00Z"));
}

TEST(ConsentRequest, BeginsTodayByTheNodesClockAndHasNoEndUnlessSaid) {
  const auto request = request_of(grant({}));
  ASSERT_TRUE(request);
  EXPECT_EQ(request->consent_grant().from(), millis("2026-02-12T15:00:00Z"));
  EXPECT_EQ(request->consent_grant().until(), 0);
  const Moment just_past_midnight{*from_rfc3339("2026-02-12T15:00:00Z"), Zone::tokyo()};
  EXPECT_EQ(request_of(grant({}), just_past_midnight)->consent_grant().from(),
            millis("2026-02-12T15:00:00Z"));
}

TEST(ConsentRequest, MayLastOneDayButNotLess) {
  EXPECT_TRUE(request_of(grant({"--from", "2026-02-13", "--until", "2026-02-13"})));
  EXPECT_EQ(request_text(grant({"--from", "2026-02-13", "--until", "2026-02-12"})),
            "error period-empty --until 2026-02-12");
  EXPECT_EQ(request_text(grant({"--until", "2026-02-12"})), "error period-empty --until 2026-02-12")
      << "before today";
  EXPECT_EQ(request_text(grant({"--until", "2026-02-30"})), "error bad-day --until 2026-02-30");
  EXPECT_EQ(request_text(grant({"--from", "tomorrow"})), "error bad-day --from tomorrow");
}

TEST(ConsentRequest, KeepsTheWordTeamForTheNodeToWriteOut) {
  EXPECT_EQ(request_of(grant({}))->consent_grant().to(0), "team");
}

TEST(DisclosuresRequest, IncludesTheLastDay) {
  const auto request = request_of({"audit", "disclosures", "--since", "2026-02-01", "--until", "2026-02-13"});
  ASSERT_TRUE(request);
  EXPECT_EQ(request->disclosures().since(), millis("2026-01-31T15:00:00Z"));
  EXPECT_EQ(request->disclosures().until(), millis("2026-02-13T15:00:00Z"));
}

Words send(const Words& more) {
  Words words{"send", "abcdef", "--urgency", "message", "--category", "sleep-meals,medication"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(SendRequest, CarriesEverythingThatWasSaid) {
  const auto request =
      request_of(send({"--to", "x,y", "--kind", "question", "--observed-at", "02:10", "--basis", "本人の言葉",
                       "--ask", "来訪", "--by", "2026-02-14 12:00", "--answers", "fedcba", "--permitted-only",
                       "--dry-run", "--body", "三日眠れていません。"}));
  ASSERT_TRUE(request);
  const auto& sent = request->send();
  EXPECT_EQ(sent.team(), "abcdef");
  EXPECT_EQ(sent.urgency(), "message");
  EXPECT_EQ(sent.category_size(), 2);
  EXPECT_EQ(sent.to_size(), 2);
  EXPECT_EQ(sent.kind(), "question");
  EXPECT_EQ(sent.observed_at(), millis("2026-02-12T17:10:00Z")) << "the last 02:10 in Japan";
  EXPECT_EQ(sent.basis(), "said-by-person");
  EXPECT_EQ(sent.ask(), "来訪");
  EXPECT_EQ(sent.ask_by(), millis("2026-02-14T03:00:00Z"));
  EXPECT_EQ(sent.answers(), "fedcba");
  EXPECT_TRUE(sent.permitted_only());
  EXPECT_TRUE(sent.dry_run());
  EXPECT_EQ(sent.body(), "三日眠れていません。");
}

TEST(SendRequest, GoesToEveryOtherMemberUnlessSaid) {
  EXPECT_EQ(request_of(send({"--body", "x"}))->send().to_size(), 0);
  EXPECT_EQ(request_of(send({"--body", "x", "--to", "team"}))->send().to_size(), 0);
  EXPECT_EQ(request_of(send({"--body", "x"}))->send().kind(), "status");
}

TEST(SendRequest, MayHaveAnEmptyBodyButNotNone) {
  EXPECT_TRUE(request_of(send({"--body", ""})));
  EXPECT_EQ(request_text(send({})), "error argument-missing --body");
  EXPECT_TRUE(request_of(send({"--dry-run"}))) << "a decision needs no body";
}

TEST(SendRequest, FlagsThatContradictEachOtherAreWrong) {
  EXPECT_EQ(request_text(send({"--body", "x", "--body-file", "f"})),
            "error argument-without --body --body-file");
  EXPECT_EQ(request_text(send({"--body", "x", "--by", "1h"})), "error argument-without --by --ask");
  EXPECT_EQ(request_text(send({"--body", "x", "--override", "r", "--permitted-only"})),
            "error argument-without --override --permitted-only");
  EXPECT_EQ(request_text(send({"--body", "x", "--override", ""})), "error value-empty --override");
  EXPECT_EQ(request_text(send({"--body", "x", "--override", "  "})), "error value-empty --override");
  EXPECT_EQ(request_text(send({"--body", "x", "--observed-at", "soon"})),
            "error time-unclear --observed-at soon");
}

class SendBodyFile : public ::testing::Test {
 protected:
  Attempt<proto::api::Request> send_file(const std::string& content) {
    std::ofstream(folder_ / "body", std::ios::binary) << content;
    return request_of(send({"--body-file", folder_ / "body"}));
  }
  tasuki::test::TemporaryFolder folder_;
};

TEST_F(SendBodyFile, IsSentAsItIs) {
  for (const auto* body : {"", "一行\n", "斎藤と齋藤\r\n二行目"})
    EXPECT_EQ(send_file(body)->send().body(), body);
}

TEST_F(SendBodyFile, MayHave64KiBAndNotAByteMore) {
  EXPECT_EQ(send_file(std::string(65'536, 'x'))->send().body().size(), 65'536u);
  EXPECT_EQ(send_file(std::string(65'537, 'x')).error().code, "body-too-long");
  EXPECT_EQ(request_text(send({"--body", std::string(65'537, 'x')})), "error body-too-long --body");
}

TEST_F(SendBodyFile, ThatIsNoUtf8IsRefused) {
  const auto request = send_file("abc\xff");
  EXPECT_EQ(request.error().code, "not-utf8");
  EXPECT_EQ(request.error().exit, ExitCode::Usage);
}

TEST_F(SendBodyFile, MayBeStandardInput) {
  std::ofstream(folder_ / "in") << "標準入力から\n";
  const int before = ::dup(STDIN_FILENO);
  const int in = ::open((folder_ / "in").c_str(), O_RDONLY | O_CLOEXEC);
  ::dup2(in, STDIN_FILENO);
  const auto request = request_of(send({"--body-file", "-"}));
  ::dup2(before, STDIN_FILENO);
  ::close(before);
  ::close(in);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->send().body(), "標準入力から\n");
}

TEST_F(SendBodyFile, ThatIsNotThereIsNamed) {
  EXPECT_EQ(request_text(send({"--body-file", folder_ / "none"})),
            "error file-unreadable " + (folder_ / "none"));
}

}  // namespace
}  // namespace tasuki::cli
