#include "core/audit/heads_file.hpp"

#include <set>

#include "core/audit/export_writer.hpp"
#include "core/audit/held_heads.hpp"
#include "core/audit/scratch_store.hpp"
#include "core/base/protobuf.hpp"
#include "core/record/card_store.hpp"
#include "proto/audit.pb.h"

namespace tasuki::audit {

namespace {

using proto::audit::Frame;

/// What is held, and what was shown beside it, each once.
std::vector<record::SignedBytes> all_heads(Transaction& transaction) {
  std::vector<record::SignedBytes> all;
  std::set<Bytes> seen;
  const auto add = [&](const record::SignedBytes& bytes) {
    if (seen.insert(bytes.payload).second) all.push_back(bytes);
  };
  for (const auto& held : held_heads(transaction, std::nullopt)) add(held.bytes);
  for (const auto& conflict : head_conflicts(transaction)) {
    add(conflict.held);
    add(conflict.shown);
  }
  return all;
}

void write_cards(Transaction& transaction, Writer& writer, const std::set<AgencyId>& agencies) {
  for (const auto& agency : agencies) {
    for (const auto& card : record::signed_cards_of(transaction, agency)) {
      Frame frame;
      *frame.mutable_card() = record::to_proto(card);
      writer.write(frame);
    }
  }
}

/// The frames of a file, one by one; nothing more where it is cut or too long.
class Reader {
 public:
  explicit Reader(ByteView rest) : rest_(rest) {}

  std::optional<ByteView> next() {
    const auto size = read_u32(rest_);
    if (!size || *size > kFrameLimit || rest_.size() < 4 + std::size_t{*size}) return std::nullopt;
    const auto frame = rest_.subspan(4, *size);
    rest_ = rest_.subspan(4 + std::size_t{*size});
    return frame;
  }
  bool at_end() const { return rest_.empty(); }

 private:
  ByteView rest_;
};

class FileCheck {
 public:
  /// False: the file is not to be believed.
  bool take(const Frame& frame) {
    if ((frame.kind_case() == Frame::kOpening) == opened_) return false;
    switch (frame.kind_case()) {
      case Frame::kOpening:
        return take_opening(frame.opening());
      case Frame::kCard: {
        const auto bytes = record::from_proto(frame.card());
        return bytes && record::keep_card(store_, *bytes);
      }
      case Frame::kWitnessed:
        return take_witnessed(frame.witnessed());
      default:
        return false;
    }
  }
  bool ends_with(const proto::audit::Trailer& trailer, const ExportHash& hash) {
    const auto key = record::find_node_key(store_, file_.by, incarnation_);
    return opened_ && key && trailer_holds(trailer, hash, *key);
  }
  HeadsFile result() { return std::move(file_); }

 private:
  bool take_opening(const proto::audit::Opening& opening) {
    const auto agency = AgencyId::from(opening.agency_id());
    if (!agency) return false;
    file_.by = *agency;
    file_.made_at = from_millis(opening.made_at());
    incarnation_ = opening.incarnation();
    return opened_ = true;
  }
  bool take_witnessed(const proto::audit::SignedHead& message) {
    const auto witnessed = open_witnessed(message, node_keys_in(store_));
    if (!witnessed || witnessed->size() != 1 || witnessed->front().witness != file_.by) return false;
    file_.heads.push_back({witnessed->front(), serialize_message(message)});
    return true;
  }

  ScratchStore store_;
  HeadsFile file_;
  std::uint32_t incarnation_ = 0;
  bool opened_ = false;
};

}  // namespace

void write_heads(Transaction& transaction, const AgencyId& agency, const Moment& moment,
                 const crypto::SigningKey& node_key, const Sink& sink) {
  const auto heads = all_heads(transaction);
  std::set<AgencyId> agencies{agency};
  for (const auto& bytes : heads) agencies.insert(read_head(bytes)->agency);
  Writer writer(sink, kHeadsMagic);
  writer.write_opening(agency, moment);
  write_cards(transaction, writer, agencies);
  for (const auto& bytes : heads) {
    Frame frame;
    const Bytes witnessed = serialize(bytes, witness_head(bytes, agency, moment.incarnation, node_key));
    *frame.mutable_witnessed() = *parse_message<proto::audit::SignedHead>(witnessed);
    writer.write(frame);
  }
  writer.end(node_key);
}

std::optional<HeadsFile> read_heads_file(ByteView file) {
  const auto magic = as_bytes(kHeadsMagic);
  if (file.size() < magic.size() || !equal(file.first(magic.size()), magic)) return std::nullopt;
  Reader reader(file.subspan(magic.size()));
  FileCheck check;
  ExportHash hash(kHeadsMagic);
  while (const auto bytes = reader.next()) {
    const auto frame = parse_message<Frame>(*bytes);
    if (!frame) return std::nullopt;
    if (frame->has_trailer()) {
      if (!reader.at_end() || !check.ends_with(frame->trailer(), hash)) return std::nullopt;
      return check.result();
    }
    if (!check.take(*frame)) return std::nullopt;
    hash.add(*bytes);
  }
  return std::nullopt;
}

}  // namespace tasuki::audit
