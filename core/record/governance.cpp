#include "core/record/governance.hpp"

#include <algorithm>

#include "core/base/protobuf.hpp"
#include "core/record/agreement.hpp"
#include "core/record/succession.hpp"
#include "core/record/unknown_fields.hpp"
#include "core/record/validate.hpp"
#include "proto/records.pb.h"

namespace tasuki::record {

namespace {

namespace pb = proto::record;

constexpr std::string_view kObtained[] = {"written", "verbal", "proxy"};

/// A statement, and whether all of it is known here.
struct Read {
  Statement statement;
  bool understood = true;
};

Result<std::vector<RecordId>> read_parents(const google::protobuf::RepeatedPtrField<std::string>& field) {
  if (field.empty() || static_cast<std::size_t>(field.size()) > kParentLimit) return RecordError::Malformed;
  std::vector<RecordId> parents;
  for (const auto& entry : field) {
    TRY(const auto parent, read_id<RecordId>(entry));
    parents.push_back(parent);
  }
  return parents;
}

template <class Field>
Result<std::set<std::string>> read_categories(const Field& field) {
  if (field.empty() || static_cast<std::size_t>(field.size()) > kCategoryLimit) {
    return RecordError::Malformed;
  }
  if (!std::all_of(field.begin(), field.end(), is_code)) return RecordError::Malformed;
  return std::set<std::string>(field.begin(), field.end());
}

template <class Field>
Result<std::set<AgencyId>> read_recipients(const Field& field) {
  if (field.empty() || static_cast<std::size_t>(field.size()) > kRecipientLimit) {
    return RecordError::Malformed;
  }
  std::set<AgencyId> recipients;
  for (const auto& entry : field) {
    TRY(const auto recipient, read_id<AgencyId>(entry));
    recipients.insert(recipient);
  }
  return recipients;
}

Result<Read> read(const pb::TeamFounding& message) {
  if (message.rules_version() == 0) return RecordError::Malformed;
  return Read{TeamFounding{message.rules_version()}};
}

template <class State, class Message>
Result<Read> read_member_change(const Message& message) {
  TRY(const auto agency, read_id<AgencyId>(message.agency_id()));
  return Read{State{agency}};
}
Result<Read> read(const pb::MemberAdd& message) { return read_member_change<MemberAdd>(message); }
Result<Read> read(const pb::MemberRemove& message) { return read_member_change<MemberRemove>(message); }

template <class State, class Message>
Result<Read> read_coordination(const Message& message) {
  TRY(const auto agency, read_id<AgencyId>(message.agency_id()));
  if (message.chain_number() == 0) return RecordError::Malformed;
  return Read{State{agency, message.chain_number()}};
}
Result<Read> read(const pb::CoordinatorHandover& message) {
  return read_coordination<CoordinatorHandover>(message);
}
Result<Read> read(const pb::CoordinatorReplacement& message) {
  return read_coordination<CoordinatorReplacement>(message);
}

Result<Read> read(const pb::Consent& message) {
  if (!is_code(message.purpose()) || !is_code(message.obtained())) return RecordError::Malformed;
  Consent consent{.purpose = message.purpose(),
                  .from = from_millis(message.from()),
                  .obtained = message.obtained(),
                  .obtained_on = from_millis(message.obtained_on())};
  TRY(consent.categories, read_categories(message.category()));
  TRY(consent.recipients, read_recipients(message.recipient()));
  if (message.until() != 0) consent.until = from_millis(message.until());
  const bool known =
      std::find(std::begin(kObtained), std::end(kObtained), consent.obtained) != std::end(kObtained);
  return Read{std::move(consent), known};
}
Result<Read> read(const pb::Confirmation& message) {
  TRY(const auto consent, read_id<RecordId>(message.consent()));
  return Read{Confirmation{consent}};
}
Result<Read> read(const pb::Refusal& message) {
  Refusal refusal;
  TRY(refusal.categories, read_categories(message.category()));
  TRY(refusal.recipients, read_recipients(message.recipient()));
  return Read{std::move(refusal)};
}
Result<Read> read(const pb::Withdrawal& message) {
  TRY(const auto consent, read_id<RecordId>(message.consent()));
  return Read{Withdrawal{consent}};
}
Result<Read> read(const pb::RefusalLift& message) {
  TRY(const auto refusal, read_id<RecordId>(message.refusal()));
  return Read{RefusalLift{refusal}};
}
Result<Read> read(const pb::RulesRaise& message) {
  if (message.rules_version() == 0) return RecordError::Malformed;
  return Read{RulesRaise{message.rules_version()}};
}

Result<Read> read(const pb::Succession& message) {
  Succession succession;
  TRY(succession.old_agency, read_id<AgencyId>(message.old_agency()));
  TRY(succession.new_agency, read_id<AgencyId>(message.new_agency()));
  if (succession.old_agency == succession.new_agency) return RecordError::Malformed;
  if (message.old_signature().empty() && message.new_signature().empty()) return Read{succession};
  SuccessionProof proof;
  TRY(proof.by_old, read_id<crypto::Signature>(message.old_signature()));
  TRY(proof.by_new, read_id<crypto::Signature>(message.new_signature()));
  if (!is_proof(succession.old_agency, succession.new_agency, proof)) return RecordError::Malformed;
  succession.proof = proof;
  return Read{succession};
}

Result<Read> read(const pb::UrgencyAgreement& message) {
  TRY(auto agreement, read_agreement(message));
  return Read{std::move(agreement)};
}
Result<Read> read(const pb::Roster& message) {
  TRY(auto roster, read_roster(message));
  return Read{std::move(roster)};
}

template <class Message>
Result<Read> read_as(const Bytes& payload) {
  const auto message = parse_message<Message>(payload);
  if (!message) return RecordError::Malformed;
  TRY(auto statement, read(*message));
  statement.understood = statement.understood && !has_unknown_fields(*message);
  return statement;
}

Result<Read> read_statement(const Record& record) {
  const auto& payload = record.payload;
  if (record.version != kRecordVersion) return Read{UnknownStatement{}, false};
  switch (record.kind) {
    case Kind::TeamFounding:
      return read_as<pb::TeamFounding>(payload);
    case Kind::MemberAdd:
      return read_as<pb::MemberAdd>(payload);
    case Kind::MemberRemove:
      return read_as<pb::MemberRemove>(payload);
    case Kind::CoordinatorHandover:
      return read_as<pb::CoordinatorHandover>(payload);
    case Kind::CoordinatorReplacement:
      return read_as<pb::CoordinatorReplacement>(payload);
    case Kind::Consent:
      return read_as<pb::Consent>(payload);
    case Kind::Confirmation:
      return read_as<pb::Confirmation>(payload);
    case Kind::Refusal:
      return read_as<pb::Refusal>(payload);
    case Kind::Withdrawal:
      return read_as<pb::Withdrawal>(payload);
    case Kind::RefusalLift:
      return read_as<pb::RefusalLift>(payload);
    case Kind::RulesRaise:
      return read_as<pb::RulesRaise>(payload);
    case Kind::UrgencyAgreement:
      return read_as<pb::UrgencyAgreement>(payload);
    case Kind::Roster:
      return read_as<pb::Roster>(payload);
    case Kind::Succession:
      return read_as<pb::Succession>(payload);
    default:
      return Read{UnknownStatement{}, false};
  }
}

}  // namespace

Result<GovernanceRecord> read_governance(const SignedRecord& record) {
  if (!is_governance(record.record.kind)) return RecordError::Malformed;
  GovernanceRecord read{.id = record.id,
                        .kind = record.record.kind,
                        .author = record.record.author,
                        .certificate = record.record.staff_certificate};
  if (record.countersignature) read.number = record.countersignature->number;
  const auto header = parse_message<pb::GovernanceHeader>(record.record.payload);
  if (read.kind != Kind::TeamFounding) {
    if (!header) return RecordError::Malformed;
    TRY(read.parents, read_parents(header->parent()));
    read.stated_at = from_millis(header->stated_at());
  } else if (const auto founding = parse_message<pb::TeamFounding>(record.record.payload)) {
    read.stated_at = from_millis(founding->stated_at());
  }
  TRY(auto statement, read_statement(record.record));
  read.statement = std::move(statement.statement);
  read.understood = statement.understood;
  return read;
}

}  // namespace tasuki::record
