#pragma once

#include "client-cli/plan/plan_file.hpp"
#include "tests/unit/client-cli/command_run.hpp"

// A crisis plan's file, and what a node answers when it was sent.
namespace tasuki::cli::test {

namespace api = proto::api;

inline api::PlanSetRequest read(const std::string& text) {
  api::PlanSetRequest request;
  const auto done = read_plan_file(text, "plan.toml", request);
  EXPECT_TRUE(done) << done.error().code << " " << done.error().subject;
  return request;
}
inline constexpr std::string_view kHead = "review = 2026-09-01\nshare = [\"team\"]\n";
inline std::string with(const std::string& rest) { return std::string(kHead) + rest; }

inline const std::string kFull = with(R"(
[own-words]
lines = ["ゆっくり\n話して"]
[red]
share = ["さくら精神科病院", "みどり訪問看護"]
categories = ["病状", "medication"]
signs = ["三日つづけて\"眠れない\""]
person = ["病棟に電話する"]
avoid = ["大声"]
[[red.agency]]
name = "みどり訪問看護"
does = ["訪問する", "病棟に電話する"]
[[red.agency]]
name = "さくら精神科病院"
does = ["入院を受ける"]
[contacts]
[[contacts.call]]
window = "night"
name = "さくら精神科病院"
note = "病棟"
number = "045-000-0001"
[[contacts.call]]
window = "night"
who = "兄"
number = "045-000-0003"
[[contacts.call]]
who = "精神科救急情報センター"
number = "045-000-0002"
[keys]
share = ["となりの家"]
holders = ["となりの斎藤さん"]
)");

/// As the node would answer: shared with whom the file names.
inline api::PlanAnswer answer_to(const api::PlanSetRequest& request) {
  api::PlanAnswer plan;
  plan.set_person("Aさん");
  plan.set_version(2);
  plan.set_newest(2);
  plan.set_author(id('\x01'));
  plan.set_own_agency(id('\x01'));
  plan.set_author_name("ひまわり相談支援センター");
  plan.set_author_staff("田中");
  plan.set_review_day(request.review_day());
  for (const auto& section : request.section()) {
    auto& added = *plan.add_section();
    added = section;
    added.clear_body();
    for (int i = 0; i < section.share_size(); ++i) added.add_shared_with(id(static_cast<char>(0x10 + i)));
  }
  return plan;
}

}  // namespace tasuki::cli::test
