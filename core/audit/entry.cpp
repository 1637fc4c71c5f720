#include "core/audit/entry.hpp"

#include <algorithm>

#include "core/base/protobuf.hpp"
#include "proto/audit.pb.h"

namespace tasuki::audit {

namespace {

using Salt = Id<struct DetailSaltTag>;

EntryHash commit(std::string_view what, ByteView salt, ByteView value) {
  return crypto::hash(kDetailDomain, {salt, as_bytes(what), value});
}

}  // namespace

EntryBytes make_entry(const Draft& draft, Random& random, const Place& place) {
  proto::audit::Entry entry;
  proto::audit::Details details;
  entry.set_number(place.number);
  entry.set_incarnation(place.incarnation);
  entry.set_at(to_millis(place.time));
  entry.set_kind(draft.kind_);
  for (const auto& [what, id] : draft.mentions_) {
    auto& mention = *entry.add_mention();
    mention.set_what(what);
    mention.set_id(to_string(id));
  }
  for (const auto& [what, code] : draft.facts_) {
    auto& fact = *entry.add_fact();
    fact.set_what(what);
    fact.set_code(code);
  }
  for (const auto& [what, value] : draft.details_) {
    const auto salt = random.id<Salt>();
    auto& commitment = *entry.add_commitment();
    commitment.set_what(what);
    commitment.set_hash(to_string(commit(what, salt.bytes(), as_bytes(value))));
    auto& detail = *details.add_detail();
    detail.set_what(what);
    detail.set_salt(salt.str());
    detail.set_value(value);
  }
  entry.set_previous(to_string(place.previous));
  return {serialize_message(entry), draft.details_.empty() ? Bytes() : serialize_message(details)};
}

std::optional<EntryHash> read_hash(const std::string& field) {
  EntryHash hash;
  if (field.size() != hash.size()) return std::nullopt;
  std::ranges::copy(as_bytes(field), hash.begin());
  return hash;
}

EntryHash hash_entry(ByteView entry) { return crypto::hash(kEntryDomain, {entry}); }

bool Entry::mentions_id(ByteView id) const {
  return std::ranges::any_of(mentions, [&](const Mention& mention) { return equal(mention.id, id); });
}

std::optional<Entry> read_entry(ByteView bytes) {
  const auto parsed = parse_message<proto::audit::Entry>(bytes);
  if (!parsed) return std::nullopt;
  const auto previous = read_hash(parsed->previous());
  if (!previous) return std::nullopt;
  Entry entry{parsed->number(), parsed->incarnation(), from_millis(parsed->at()), parsed->kind(), {}, {}, {},
              *previous};
  for (const auto& mention : parsed->mention())
    entry.mentions.push_back({mention.what(), copy(as_bytes(mention.id()))});
  for (const auto& fact : parsed->fact()) entry.facts.push_back({fact.what(), fact.code()});
  for (const auto& commitment : parsed->commitment()) {
    const auto hash = read_hash(commitment.hash());
    if (!hash) return std::nullopt;
    entry.commitments.push_back({commitment.what(), *hash});
  }
  return entry;
}

std::optional<std::vector<Detail>> open_details(const Entry& entry, ByteView bytes) {
  const auto parsed = parse_message<proto::audit::Details>(bytes);
  if (!parsed || static_cast<std::size_t>(parsed->detail_size()) != entry.commitments.size())
    return std::nullopt;
  std::vector<Detail> details;
  for (const auto& detail : parsed->detail()) {
    const auto& commitment = entry.commitments[details.size()];
    if (detail.what() != commitment.what) return std::nullopt;
    if (commit(detail.what(), as_bytes(detail.salt()), as_bytes(detail.value())) != commitment.hash)
      return std::nullopt;
    details.push_back({detail.what(), detail.value()});
  }
  return details;
}

}  // namespace tasuki::audit
