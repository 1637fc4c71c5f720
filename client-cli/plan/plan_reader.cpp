#include <toml++/toml.h>

#include <algorithm>
#include <chrono>

#include "client-cli/plan/plan_file.hpp"
#include "client-cli/plan/plan_page.hpp"
#include "client-cli/plan/plan_shape.hpp"
#include "core/base/utf8.hpp"
#include "core/base/vocabulary.hpp"
#include "core/record/validate.hpp"
#include "proto/api.pb.h"

namespace tasuki::cli {

namespace {

namespace api = proto::api;
using plan::Holds;
using vocabulary::List;

constexpr std::size_t kLongestText = 4'096;
constexpr std::size_t kMostSteps = 256;
constexpr std::string_view kBlanks = " \t\r\n　";

/// One file while it is read.
class PlanReader {
 public:
  PlanReader(const std::string& file, api::PlanSetRequest& request) : file_(file), request_(request) {}

  Attempt<> read(const toml::table& table) {
    for (const auto& [key, value] : table) {
      const auto name = key.str();
      if (name == "review" || name == "share" || find_section(name) != nullptr) continue;
      return wrong("plan-unknown-key", value, name);
    }
    TRY_VOID(read_review(table));
    if (const auto* share = table.get("share")) {
      TRY(usual_share_, texts(*share, "share"));
    }
    for (const auto& shape : plan::kSections) {
      if (const auto* section = table.get(shape.key)) {
        TRY_VOID(read_section(shape, *section));
      }
    }
    if (request_.section().empty()) return usage("plan-empty", file_);
    return {};
  }

 private:
  using Lines = std::vector<std::string>;

  Failure wrong(std::string code, const toml::node& node, std::string_view what) const {
    return usage(std::move(code),
                 file_ + ":" + std::to_string(node.source().begin.line) + " " + std::string(what));
  }

  static const plan::SectionShape* find_section(std::string_view key) {
    const auto found = std::ranges::find(plan::kSections, key, &plan::SectionShape::key);
    return found == plan::kSections.end() ? nullptr : &*found;
  }

  Attempt<> read_review(const toml::table& table) {
    const auto* node = table.get("review");
    if (node == nullptr) return usage("plan-review-missing", file_);
    const auto date = node->value_exact<toml::date>();
    if (!date) return wrong("plan-bad-day", *node, "review");
    const std::chrono::year_month_day day{std::chrono::year(date->year), std::chrono::month(date->month),
                                          std::chrono::day(date->day)};
    if (!day.ok() || date->year < 1970) return wrong("plan-bad-day", *node, "review");
    request_.set_review_day(static_cast<std::int32_t>(std::chrono::sys_days(day).time_since_epoch().count()));
    return {};
  }

  Attempt<std::string> text(const toml::node& node, std::string_view what) const {
    const auto value = node.value_exact<std::string>();
    if (!value) return wrong("plan-not-text", node, what);
    if (value->find_first_not_of(kBlanks) == std::string::npos) return wrong("plan-line-empty", node, what);
    if (value->size() > kLongestText) return wrong("plan-line-too-long", node, what);
    return *value;
  }

  Attempt<Lines> texts(const toml::node& node, std::string_view what) const {
    const auto* array = node.as_array();
    if (array == nullptr) return wrong("plan-not-a-list", node, what);
    Lines lines;
    for (const auto& each : *array) {
      TRY(auto line, text(each, what));
      lines.push_back(std::move(line));
    }
    return lines;
  }

  Attempt<> read_section(const plan::SectionShape& shape, const toml::node& node) {
    const auto* table = node.as_table();
    if (table == nullptr) return wrong("plan-not-a-section", node, shape.key);
    for (const auto& [key, value] : *table) {
      const bool known = shape.parts.find(" " + std::string(key.str()) + " ") != std::string_view::npos;
      if (!known && key.str() != "share" && key.str() != "categories")
        return wrong("plan-unknown-key", value, std::string(shape.key) + "." + std::string(key.str()));
    }
    api::PlanSection section;
    section.set_code(std::string(shape.code));
    for (const auto& part : plan::kParts) {
      if (const auto* said = table->get(part.key)) {
        TRY_VOID(read_part(part, *said, section));
      }
    }
    if (section.step().empty()) return {};
    if (static_cast<std::size_t>(section.step_size()) > kMostSteps)
      return wrong("plan-too-many-lines", node, shape.key);
    TRY_VOID(read_sharing(*table, shape, section));
    section.set_body(plan_section_as_text(section, Language::Japanese));
    *request_.add_section() = std::move(section);
    return {};
  }

  Attempt<> read_sharing(const toml::table& table, const plan::SectionShape& shape,
                         api::PlanSection& section) const {
    auto share = usual_share_;
    if (const auto* own = table.get("share")) {
      TRY(share, texts(*own, "share"));
    }
    if (share.empty()) return wrong("plan-share-missing", table, shape.key);
    for (auto& name : share) section.add_share(name == "チーム" ? "team" : std::move(name));
    const auto* categories = table.get("categories");
    if (categories == nullptr) return {};
    TRY(const auto typed, texts(*categories, "categories"));
    for (const auto& each : typed) {
      const auto code = vocabulary::code_of(List::Category, each);
      if (!code) return wrong("plan-unknown-category", *categories, each);
      section.add_category(std::string(*code));
    }
    return {};
  }

  Attempt<> read_part(const plan::Part& part, const toml::node& said, api::PlanSection& section) const {
    if (part.holds == Holds::Lines) {
      TRY(const auto lines, texts(said, part.key));
      for (const auto& line : lines) add_step(section, part).set_text(line);
      return {};
    }
    const auto* tables = said.as_array();
    if (tables == nullptr || (!tables->empty() && !said.is_array_of_tables()))
      return wrong("plan-not-tables", said, part.key);
    for (const auto& each : *tables) {
      const auto& table = *each.as_table();
      if (part.holds == Holds::Agencies) {
        TRY_VOID(read_agency(part, table, section));
      } else {
        TRY_VOID(read_call(part, table, section));
      }
    }
    return {};
  }

  static api::PlanStep& add_step(api::PlanSection& section, const plan::Part& part) {
    auto& step = *section.add_step();
    step.set_who(std::string(part.who));
    return step;
  }

  Attempt<> check_keys(const toml::table& table, std::string_view known, std::string_view where) const {
    for (const auto& [key, value] : table) {
      if (known.find(" " + std::string(key.str()) + " ") == std::string_view::npos)
        return wrong("plan-unknown-key", value, std::string(where) + "." + std::string(key.str()));
    }
    return {};
  }

  Attempt<> read_agency(const plan::Part& part, const toml::table& table, api::PlanSection& section) const {
    TRY_VOID(check_keys(table, " name does ", part.key));
    const auto* name = table.get("name");
    const auto* does = table.get("does");
    if (name == nullptr) return wrong("plan-name-missing", table, part.key);
    if (does == nullptr) return wrong("plan-does-missing", table, part.key);
    TRY(const auto agency, text(*name, "name"));
    TRY(const auto lines, texts(*does, "does"));
    for (const auto& line : lines) {
      auto& step = add_step(section, part);
      step.set_agency(agency);
      step.set_text(line);
    }
    return {};
  }

  Attempt<> read_call(const plan::Part& part, const toml::table& table, api::PlanSection& section) const {
    TRY_VOID(check_keys(table, " name who number window note ", part.key));
    auto& step = add_step(section, part);
    const auto* name = table.get("name");
    const auto* who = table.get("who");
    if ((name == nullptr) == (who == nullptr)) return wrong("plan-name-or-who", table, part.key);
    if (name != nullptr) {
      TRY(*step.mutable_agency(), text(*name, "name"));
      if (const auto* note = table.get("note")) {
        TRY(*step.mutable_text(), text(*note, "note"));
      }
    } else {
      if (const auto* note = table.get("note")) return wrong("plan-note-without-name", *note, "note");
      TRY(*step.mutable_text(), text(*who, "who"));
    }
    const auto* number = table.get("number");
    if (number == nullptr) return wrong("plan-number-missing", table, part.key);
    TRY(*step.mutable_number(), text(*number, "number"));
    if (!record::is_phone_number(step.number())) return wrong("plan-bad-number", *number, step.number());
    if (const auto* window = table.get("window")) {
      TRY(const auto typed, text(*window, "window"));
      const auto code = vocabulary::code_of(List::CoverageWindow, typed);
      if (!code) return wrong("plan-unknown-window", *window, typed);
      step.set_window(std::string(*code));
    }
    return {};
  }

  const std::string& file_;
  api::PlanSetRequest& request_;
  Lines usual_share_;
};

}  // namespace

Attempt<> read_plan_file(std::string_view text, const std::string& file, api::PlanSetRequest& request) {
  if (text.size() > kLongestPlanFile) return usage("plan-too-long", file);
  if (!is_utf8(text)) return usage("not-utf8", file);
  try {
    return PlanReader(file, request).read(toml::parse(text));
  } catch (const toml::parse_error& error) {
    return usage("plan-not-toml", file + ":" + std::to_string(error.source().begin.line));
  }
}

}  // namespace tasuki::cli
