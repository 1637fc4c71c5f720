#include "tests/simulation/ledgers.hpp"

#include <algorithm>

#include "core/base/vocabulary.hpp"
#include "core/care/consent.hpp"
#include "core/delivery/contact.hpp"

namespace tasuki::simulation {

record::TeamState Ledgers::state(Node& node, Transaction& transaction, const TeamId& team) {
  const auto folded = caches_[node.index()].current(transaction, team);
  if (folded) return (*folded)->state;
  record::TeamState nobody;
  nobody.team = team;
  return nobody;
}

bool Ledgers::is_unverified(Node& node, Transaction& transaction, const TeamId& team,
                            const AgencyId& agency) {
  if (agency == node.agency() || state(node, transaction, team).succession_of(agency) == nullptr)
    return false;
  const auto contact = delivery::load_contact(transaction, agency);
  return !contact || !contact->verified;
}

bool Ledgers::permits(Node& node, Transaction& transaction, const engine::MessageRecord& message,
                      const AgencyId& recipient) {
  const auto team = state(node, transaction, message.team);
  const auto* named = message.content.find(recipient);
  if (named == nullptr || is_unverified(node, transaction, message.team, recipient)) return false;
  if (named->consents.empty()) return team.is_member(recipient) && team.is_member(message.author);
  const care::Question question{
      message.author, {recipient}, message.content.categories, message.content.purpose, node.clock().now()};
  return care::decide(team, question).front().permitted;
}

bool Ledgers::permits_something(Node& node, Transaction& transaction, const TeamId& team,
                                const AgencyId& recipient) {
  if (is_unverified(node, transaction, team, recipient)) return false;
  const auto now = state(node, transaction, team);
  return std::ranges::any_of(vocabulary::words(vocabulary::List::Category), [&](const auto& category) {
    const care::Question question{node.agency(),
                                  {recipient},
                                  {std::string(category.code)},
                                  std::string(care::kPurposeCare),
                                  node.clock().now()};
    return care::decide(now, question).front().permitted;
  });
}

}  // namespace tasuki::simulation
