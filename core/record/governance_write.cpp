#include <algorithm>
#include <stdexcept>

#include "core/base/protobuf.hpp"
#include "core/record/agreement.hpp"
#include "core/record/governance.hpp"
#include "proto/records.pb.h"

namespace tasuki::record {

namespace {

namespace pb = proto::record;

template <class Message>
Message with_header(const std::vector<RecordId>& parents, Time stated_at) {
  Message message;
  // Of more heads than may be named the first: nobody's flood keeps others from stating anything.
  for (std::size_t i = 0; i < std::min(parents.size(), kParentLimit); ++i)
    message.add_parent(parents[i].str());
  message.set_stated_at(to_millis(stated_at));
  return message;
}

struct Writer {
  const std::vector<RecordId>& parents;
  Time stated_at;

  Bytes operator()(const TeamFounding& founding) const {
    pb::TeamFounding message;
    message.set_rules_version(founding.rules_version);
    message.set_stated_at(to_millis(stated_at));
    return serialize_message(message);
  }
  Bytes operator()(const MemberAdd& add) const { return about_agency<pb::MemberAdd>(add); }
  Bytes operator()(const MemberRemove& remove) const { return about_agency<pb::MemberRemove>(remove); }
  Bytes operator()(const CoordinatorHandover& handover) const {
    return coordination<pb::CoordinatorHandover>(handover);
  }
  Bytes operator()(const CoordinatorReplacement& vote) const {
    return coordination<pb::CoordinatorReplacement>(vote);
  }
  Bytes operator()(const Consent& consent) const {
    auto message = scope<pb::Consent>(consent);
    message.set_purpose(consent.purpose);
    message.set_from(to_millis(consent.from));
    if (consent.until) message.set_until(to_millis(*consent.until));
    message.set_obtained(consent.obtained);
    message.set_obtained_on(to_millis(consent.obtained_on));
    return serialize_message(message);
  }
  Bytes operator()(const Confirmation& confirmation) const {
    return about_consent<pb::Confirmation>(confirmation);
  }
  Bytes operator()(const Refusal& refusal) const { return serialize_message(scope<pb::Refusal>(refusal)); }
  Bytes operator()(const Withdrawal& withdrawal) const { return about_consent<pb::Withdrawal>(withdrawal); }
  Bytes operator()(const RefusalLift& lift) const {
    auto message = with_header<pb::RefusalLift>(parents, stated_at);
    message.set_refusal(lift.refusal.str());
    return serialize_message(message);
  }
  Bytes operator()(const RulesRaise& raise) const {
    auto message = with_header<pb::RulesRaise>(parents, stated_at);
    message.set_rules_version(raise.rules_version);
    return serialize_message(message);
  }
  Bytes operator()(const UrgencyAgreement& agreement) const {
    auto message = with_header<pb::UrgencyAgreement>(parents, stated_at);
    write_agreement(agreement, message);
    return serialize_message(message);
  }
  Bytes operator()(const Roster& roster) const {
    auto message = with_header<pb::Roster>(parents, stated_at);
    write_roster(roster, message);
    return serialize_message(message);
  }
  Bytes operator()(const Succession& succession) const {
    auto message = with_header<pb::Succession>(parents, stated_at);
    message.set_old_agency(succession.old_agency.str());
    message.set_new_agency(succession.new_agency.str());
    if (succession.proof) {
      message.set_old_signature(succession.proof->by_old.str());
      message.set_new_signature(succession.proof->by_new.str());
    }
    return serialize_message(message);
  }
  Bytes operator()(const UnknownStatement&) const {
    throw std::invalid_argument("nobody states what they do not know");
  }

 private:
  template <class Message, class State>
  Message scope(const State& state) const {
    auto message = with_header<Message>(parents, stated_at);
    for (const auto& category : state.categories) message.add_category(category);
    for (const auto& recipient : state.recipients) message.add_recipient(recipient.str());
    return message;
  }
  template <class Message, class State>
  Bytes about_agency(const State& state) const {
    auto message = with_header<Message>(parents, stated_at);
    message.set_agency_id(state.agency.str());
    return serialize_message(message);
  }
  template <class Message, class State>
  Bytes coordination(const State& state) const {
    auto message = with_header<Message>(parents, stated_at);
    message.set_agency_id(state.agency.str());
    message.set_chain_number(state.chain_number);
    return serialize_message(message);
  }
  template <class Message, class State>
  Bytes about_consent(const State& state) const {
    auto message = with_header<Message>(parents, stated_at);
    message.set_consent(state.consent.str());
    return serialize_message(message);
  }
};

}  // namespace

Kind kind_of(const Statement& statement) {
  if (std::holds_alternative<Succession>(statement)) return Kind::Succession;
  // The other alternatives stand in the order of the kinds.
  if (std::holds_alternative<UnknownStatement>(statement)) {
    throw std::invalid_argument("an unknown statement has no kind of its own");
  }
  return static_cast<Kind>(statement.index() + 1);
}

Bytes write_governance(const Statement& statement, const std::vector<RecordId>& parents, Time stated_at) {
  return std::visit(Writer{parents, stated_at}, statement);
}

}  // namespace tasuki::record
