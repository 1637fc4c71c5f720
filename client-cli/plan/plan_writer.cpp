#include <algorithm>
#include <chrono>
#include <cstdio>
#include <sstream>
#include <vector>

#include "client-cli/plan/plan_file.hpp"
#include "client-cli/plan/plan_page.hpp"
#include "client-cli/plan/plan_shape.hpp"
#include "proto/api.pb.h"

namespace tasuki::cli {

namespace {

namespace api = proto::api;
using plan::Holds;
using Steps = std::vector<const api::PlanStep*>;

std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || byte == 0x7f) {
      char code[8];
      std::snprintf(code, sizeof code, "\\u%04X", byte);
      out += code;
    } else {
      out += c;
    }
  }
  return out + '"';
}

template <class Items>
std::string list_of(const Items& items) {
  std::string out = "[";
  for (const auto& item : items) out += (out.size() > 1 ? ", " : "") + toml_text(item);
  return out + "]";
}

Steps steps_of(const api::PlanSection& section, std::string_view who) {
  Steps steps;
  for (const auto& step : section.step()) {
    if (step.who() == who) steps.push_back(&step);
  }
  return steps;
}

void write_lines(std::ostream& out, std::string_view key, const Steps& steps) {
  out << key << " = [\n";
  for (const auto* step : steps) out << "  " << toml_text(step->text()) << ",\n";
  out << "]\n";
}

/// What follows each other of one agency stands in one table.
void write_agencies(std::ostream& out, std::string_view section, const Steps& steps) {
  for (auto step = steps.begin(); step != steps.end();) {
    const auto end = std::find_if(
        step, steps.end(), [&](const api::PlanStep* other) { return other->agency() != (*step)->agency(); });
    out << "[[" << section << ".agency]]\nname = " << toml_text((*step)->agency()) << '\n';
    write_lines(out, "does", Steps(step, end));
    step = end;
  }
}

void write_calls(std::ostream& out, std::string_view section, const Steps& steps) {
  for (const auto* step : steps) {
    out << "[[" << section << ".call]]\n";
    if (!step->window().empty()) out << "window = " << toml_text(step->window()) << '\n';
    if (step->agency().empty()) {
      out << "who = " << toml_text(step->text()) << '\n';
    } else {
      out << "name = " << toml_text(step->agency()) << '\n';
      if (!step->text().empty()) out << "note = " << toml_text(step->text()) << '\n';
    }
    out << "number = " << toml_text(step->number()) << '\n';
  }
}

/// Whoever stated it has it without being named; whoever exports it is not sent it.
std::vector<std::string> share_of(const api::PlanAnswer& plan, const api::PlanSection& section) {
  std::vector<std::string> share;
  for (int i = 0; i < section.share_size(); ++i) {
    if (i >= section.shared_with_size() || section.shared_with(i) != plan.own_agency())
      share.push_back(section.share(i));
  }
  if (plan.author() != plan.own_agency()) share.push_back(plan.author_name());
  return share;
}

void write_section(std::ostream& out, const api::PlanAnswer& plan, const api::PlanSection& section,
                   std::string_view key) {
  out << "\n[" << key << "]\nshare = " << list_of(share_of(plan, section)) << '\n';
  out << "categories = " << list_of(section.category()) << '\n';
  for (const auto& part : plan::kParts) {
    const auto steps = steps_of(section, part.who);
    if (part.holds == Holds::Lines && !steps.empty()) write_lines(out, part.key, steps);
  }
  write_agencies(out, key, steps_of(section, "agency"));
  write_calls(out, key, steps_of(section, "contact"));
}

}  // namespace

std::string write_plan_file(const api::PlanAnswer& plan) {
  std::ostringstream out;
  out << "review = " << show_plan_day(plan.review_day()) << '\n';
  for (const auto& shape : plan::kSections) {
    for (const auto& section : plan.section()) {
      if (section.code() == shape.code) write_section(out, plan, section, shape.key);
    }
  }
  return out.str();
}

}  // namespace tasuki::cli
