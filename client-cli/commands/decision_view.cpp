#include "client-cli/commands/decision_view.hpp"

namespace tasuki::cli {

void show_decision(const api::Decision& decision, View& view) {
  const bool permitted = decision.decision() == "permit";
  std::string why;
  if (permitted) {
    for (const auto& consent : decision.consent())
      why += (why.empty() ? view.say({"同意 ", "consent "}) : " ") + view.id(consent);
  } else {
    why = view.words(List::Category, decision.missing());
    if (!decision.reason().empty()) {
      why += (why.empty() ? "" : ": ") + view.word(List::DenyReason, decision.reason());
    }
  }
  view.row({{"  " + (decision.name().empty() ? view.id(decision.agency_id()) : decision.name())},
            {view.word(List::Decision, decision.decision()), permitted ? Style::Good : Style::Bad},
            {why}});
}

}  // namespace tasuki::cli
