#pragma once

#include <deque>
#include <random>
#include <string>
#include <vector>

#include "core/record/fold.hpp"
#include "core/record/history.hpp"

namespace tasuki::record {

inline AgencyId agency(char name) { return *AgencyId::from(Bytes(32, static_cast<std::uint8_t>(name))); }

/// A team's governance as its agencies state it, without signatures. Agencies are letters; A founds the team.
/// `say` speaks having seen everything, `say_having_seen` names what its author had seen.
class Story {
 public:
  explicit Story(std::uint64_t seed = 1) : random_(seed) {
    founding = say_having_seen('A', TeamFounding{}, {});
  }

  RecordId say(char author, Statement statement) {
    return say_having_seen(author, std::move(statement), all_heads());
  }
  RecordId say_having_seen(char author, Statement statement, std::vector<RecordId> parents) {
    GovernanceRecord record{.id = new_id(),
                            .author = agency(author),
                            .certificate = certificate_of(author),
                            .number = {1, ++number_},
                            .parents = std::move(parents),
                            .stated_at = from_millis(static_cast<std::int64_t>(number_)),
                            .statement = std::move(statement)};
    record.kind =
        std::holds_alternative<UnknownStatement>(record.statement) ? Kind{40} : kind_of(record.statement);
    record.understood = record.kind != Kind{40};
    records_.push_back(std::move(record));
    return records_.back().id;
  }
  /// Adds agencies, one after the other.
  void add(const std::string& names) {
    for (const char name : names) say('A', MemberAdd{agency(name)});
  }
  GovernanceRecord& last() { return records_.back(); }
  const std::deque<GovernanceRecord>& records() const { return records_; }
  RecordNumber last_number() const { return {1, number_}; }
  static CertificateHash certificate_of(char author) {
    return *CertificateHash::from(Bytes(32, static_cast<std::uint8_t>(author)));
  }
  void end_certificate(char author, RecordNumber last) { ends_[certificate_of(author)] = last; }

  TeamId team() const { return team_of_founding(founding); }
  TeamState state() const { return fold(team(), pointers(), ends_); }
  std::string members() const { return names(state().members); }
  static std::string names(const std::set<AgencyId>& agencies) {
    std::string text;
    for (const auto& id : agencies) text += static_cast<char>(id.bytes()[0]);
    return text;
  }
  char coordinator() const { return static_cast<char>(state().coordinator.bytes()[0]); }
  /// Why a record does not count; empty: it does.
  std::string ignored(const RecordId& id) const {
    for (const auto& ignored : state().ignored) {
      if (ignored.id == id) return ignored.reason;
    }
    return "";
  }
  std::vector<RecordId> all_heads() const { return History(pointers()).heads(); }
  std::vector<const GovernanceRecord*> pointers() const {
    std::vector<const GovernanceRecord*> all;
    for (const auto& record : records_) all.push_back(&record);
    return all;
  }

  RecordId founding;

 private:
  RecordId new_id() {
    std::array<std::uint8_t, 32> bytes;
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random_());
    return RecordId(bytes);
  }

  std::mt19937_64 random_;
  std::uint64_t number_ = 0;
  std::deque<GovernanceRecord> records_;
  CertificateEnds ends_;
};

inline Consent some_consent(const std::string& to = "B") {
  Consent consent{.categories = {"symptoms"}, .from = from_millis(0), .obtained = "written"};
  for (const char name : to) consent.recipients.insert(agency(name));
  return consent;
}
inline Refusal some_refusal(const std::string& to = "B") {
  Refusal refusal{.categories = {"symptoms"}};
  for (const char name : to) refusal.recipients.insert(agency(name));
  return refusal;
}

}  // namespace tasuki::record
