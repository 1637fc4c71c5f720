#include "client-cli/sentences.hpp"

#include "client/error.hpp"
#include "tests/unit/client-cli/command_run.hpp"

namespace tasuki::cli {
namespace {

TEST(Sentences, EveryErrorThatAUserCanMeetHasOne) {
  for (const auto* code : {"not-logged-in",
                           "session-expired",
                           "wrong-passphrase",
                           "too-many-attempts",
                           "not-allowed",
                           "unknown-staff",
                           "unknown-agency",
                           "unknown-team",
                           "unknown-message",
                           "unknown-consent",
                           "ambiguous",
                           "prefix-too-short",
                           "not-a-contact",
                           "not-verified",
                           "succession-code-wrong",
                           "not-a-member",
                           "not-coordinator",
                           "already-member",
                           "team-ended",
                           "consent-missing",
                           "not-decidable",
                           "no-recipient",
                           "unknown-category",
                           "unknown-urgency",
                           "unknown-code",
                           "body-too-long",
                           "not-utf8",
                           "bad-time",
                           "text-too-long",
                           "message-held",
                           "wrong-transition",
                           "call-record-missing",
                           "own-message",
                           "not-a-handoff",
                           "read-back-missing",
                           "nobody-covers",
                           "handoff-category-missing",
                           "kind-has-its-command",
                           "deadline-passed",
                           "owner-missing",
                           "owner-without-ask",
                           "owner-not-a-recipient",
                           "no-number",
                           "consent-not-confirmable",
                           "consent-already-withdrawn",
                           "only-author",
                           "unknown-sign",
                           "sign-ended",
                           "not-to-notice",
                           "sign-value-missing",
                           "sign-value-unwanted",
                           "day-not-usable",
                           "number-unclear",
                           "bad-number",
                           "witness-unknown",
                           "not-a-heads-file",
                           "invitation-malformed",
                           "invitation-altered",
                           "invitation-expired",
                           "invitation-own",
                           "invitation-no-address",
                           "invitation-refused",
                           "inviter-unreachable",
                           "pairing-interrupted",
                           "untrusted-hello",
                           "unknown-contact",
                           "safety-number-differs",
                           "home-exists",
                           "disk-full",
                           "internal",
                           "no-identity",
                           "unknown-command",
                           "malformed-request",
                           "last-administrator",
                           "empty-passphrase"}) {
    EXPECT_TRUE(has_sentence(code)) << code;
  }
  using client::ClientError;
  for (const auto error :
       {ClientError::HomeUnknown, ClientError::HomeMissing, ClientError::NodeNotRunning,
        ClientError::SocketNotPermitted, ClientError::ConnectionLost, ClientError::NodeSilent,
        ClientError::MalformedAnswer, ClientError::SessionFileUnusable}) {
    EXPECT_TRUE(has_sentence(error_name(error))) << error_name(error);
  }
}

TEST(Sentences, NoPlaceholderIsLeftWhateverTheSubject) {
  for (const auto* code :
       {"argument-missing", "not-utf8", "ambiguous", "too-many-attempts", "node-not-running"}) {
    for (const auto* subject : {"", "{}", "--flag"}) {
      const auto text = sentence(usage(code, subject), Language::English);
      EXPECT_FALSE(text.empty());
      if (*subject != '{') {
        EXPECT_EQ(text.find("{}"), std::string::npos) << code;
      }
    }
  }
}

TEST(Sentences, AnUnknownCodeIsNamed) {
  const Failure failure(ExitCode::Refused, "from-the-future", "42");
  EXPECT_EQ(sentence(failure, Language::English), "This was refused (from-the-future: 42).");
  EXPECT_EQ(sentence(failure, Language::Japanese), "できませんでした（from-the-future: 42）。");
}

TEST(Sentences, SayWhatToDoNow) {
  EXPECT_EQ(sentence(usage("argument-missing", "--urgency"), Language::English),
            "--urgency is missing; there is no default. Usage: add --help");
  EXPECT_EQ(sentence({ExitCode::Refused, "not-logged-in"}, Language::Japanese),
            "ログインしてください: tasuki login 名前");
}

proto::api::Error refusal() {
  proto::api::Error error;
  error.set_code("consent-missing");
  error.set_exit_code(5);
  auto& decision = *error.add_decision();
  decision.set_agency_id(test::id('\x11'));
  decision.set_name("あおぞら\x1b[2J");
  decision.set_decision("deny");
  decision.set_reason("refused");
  decision.add_missing("symptoms");
  return error;
}

TEST(RefusedSend, SaysForWhomAndWhat) {
  const auto text = text_of(Failure::of(refusal()), Language::Japanese);
  EXPECT_NE(text.find("  あおぞら␛[2J: 提供できない — 病状（本人が不同意）\n"), std::string::npos) << text;
}

TEST(RefusedSend, HasEnglishMarksInEnglish) {
  auto error = refusal();
  error.mutable_decision(0)->add_missing("risk");
  const auto text = text_of(Failure::of(error), Language::English);
  EXPECT_NE(text.find(": denied — symptoms, risk of harm to self or others (refused by the person)\n"),
            std::string::npos)
      << text;
}

TEST(RefusedSend, IsAnErrorInJsonWithItsRecipients) {
  const Json json = json_of(Failure::of(refusal()), Language::Japanese);
  EXPECT_EQ(json["error"]["code"], "consent-missing");
  EXPECT_FALSE(json["error"]["message"].get<std::string>().empty());
  EXPECT_EQ(json["error"]["recipients"][0]["agency_id"].get<std::string>().substr(0, 2), "11");
  EXPECT_EQ(json["error"]["recipients"][0]["missing"], Json({"symptoms"}));
}

TEST(AmbiguousSelector, ListsTheCandidates) {
  proto::api::Error error;
  error.set_code("ambiguous");
  error.set_exit_code(1);
  error.add_candidate("aabbcc");
  error.add_candidate("aabbdd");
  EXPECT_EQ(json_of(Failure::of(error), Language::English)["error"]["candidates"],
            Json({"aabbcc", "aabbdd"}));
  EXPECT_NE(text_of(Failure::of(error), Language::English).find("  aabbdd\n"), std::string::npos);
}

TEST(FailureOfTheNode, KeepsItsExitCodeWhereThatIsOneOfOurs) {
  for (const std::uint32_t code : {1u, 2u, 3u, 4u, 5u, 70u}) {
    proto::api::Error error;
    error.set_exit_code(code);
    EXPECT_EQ(static_cast<std::uint32_t>(Failure::of(error).exit), code);
  }
  for (const std::uint32_t code : {0u, 6u, 255u}) {
    proto::api::Error error;
    error.set_exit_code(code);
    EXPECT_EQ(Failure::of(error).exit, ExitCode::Refused) << "an error never ends with 0";
  }
}

TEST(FailureOfTheClient, HasTheExitCodeOfItsKind) {
  using client::ClientError;
  EXPECT_EQ(Failure(Error(ClientError::NodeNotRunning)).exit, ExitCode::NoNode);
  EXPECT_EQ(Failure(Error(ClientError::HomeMissing)).exit, ExitCode::NoNode);
  EXPECT_EQ(Failure(Error(ClientError::ConnectionLost)).exit, ExitCode::NoNode);
  EXPECT_EQ(Failure(Error(ClientError::HomeUnknown)).exit, ExitCode::Usage);
  EXPECT_EQ(Failure(Error(ClientError::SessionFileUnusable)).exit, ExitCode::Refused);
  EXPECT_EQ(Failure(Error(ClientError::MalformedAnswer)).exit, ExitCode::Bug);
}

}  // namespace
}  // namespace tasuki::cli
