// The agencies as a map of resources.
#include "tests/unit/client-cli/command_run.hpp"

namespace tasuki::cli {
namespace {

namespace api = proto::api;

TEST(AgencyLines, SayHowFreshTheyAreAndAssumeNothing) {
  api::Response response;
  auto& agency = *response.mutable_agency();
  agency.set_name("さくら精神科病院");
  agency.set_kind("psychiatric-hospital");
  agency.set_stale(true);
  const auto unknown = test::text_of({"agency", "list"}, {response});
  EXPECT_NE(unknown.find("不明"), std::string::npos) << unknown;
  EXPECT_NE(unknown.find("確認されていません"), std::string::npos);
  agency.set_hours("always");
  agency.set_hours_ja("常時");
  agency.set_open("open");
  agency.add_ask("admission");
  agency.set_confirmed_at(test::millis("2025-02-13T08:00:00Z"));
  const auto known = test::text_of({"agency", "list"}, {response});
  EXPECT_NE(known.find("開所中"), std::string::npos);
  EXPECT_NE(known.find("入院相談"), std::string::npos);
  EXPECT_NE(known.find("2025-02-13 確認（半年より前です）"), std::string::npos) << known;
}

TEST(AgencySet, NeedsSomethingToSay) {
  EXPECT_EQ(test::request_text({"agency", "set"}), "error argument-missing --confirm");
  EXPECT_EQ(test::request_text({"agency", "set", "--asks", "入院相談,home-visit", "--hours", "常時"}),
            "agency_set { set_hours: true hours: \"\\345\\270\\270\\346\\231\\202\" set_asks: true "
            "ask: \"admission\" ask: \"home-visit\" }");
}

}  // namespace
}  // namespace tasuki::cli
