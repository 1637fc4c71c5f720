#include "core/audit/export_check.hpp"

#include <algorithm>

#include "core/audit/export_format.hpp"
#include "core/audit/scratch_store.hpp"
#include "core/base/protobuf.hpp"
#include "core/record/card_store.hpp"
#include "core/record/certificate_store.hpp"
#include "core/record/check.hpp"
#include "proto/audit.pb.h"

namespace tasuki::audit {

namespace {

using proto::audit::Frame;

/// A record of the node itself may be of any of its incarnations: what is asked is whether it was stated, not
/// whether the node still lives.
bool node_record_holds(ScratchStore& store, const record::SignedRecord& record, record::SignatureMemo& memo) {
  if (record::is_governance(record.record.kind)) return false;
  const auto cards = record::signed_cards_of(store, record.record.author);
  return std::ranges::any_of(cards, [&](const record::SignedBytes& bytes) {
    const auto card = record::read_card(bytes.payload);
    return card && record::verify_author(record, card->incarnation.node_key, &memo);
  });
}

bool record_holds(ScratchStore& store, const record::SignedRecord& record, record::SignatureMemo& memo) {
  if (record.record.by_node()) return node_record_holds(store, record, memo);
  const auto standing = record::check_record(store, record, &memo);
  return standing && *standing == record::Standing::Accepted;
}

}  // namespace

class ExportCheck::State {
 public:
  explicit State(std::vector<WitnessedHead> held) : witnessed_(std::move(held)) {}

  void feed(ByteView piece) {
    tasuki::append(waiting_, piece);
    std::size_t taken = 0;
    while (!stopped_) {
      const std::size_t size = take(ByteView(waiting_).subspan(taken));
      if (size == 0) break;
      taken += size;
    }
    waiting_.erase(waiting_.begin(),
                   waiting_.begin() + static_cast<std::ptrdiff_t>(stopped_ ? waiting_.size() : taken));
  }

  ExportReport finish() {
    if (!stopped_ && !(ended_ && waiting_.empty())) stop(ended_ ? Fault::ExportMalformed : Fault::ExportCut);
    if (!chain_) begin_chain();
    if (!stopped_) chain_->finish(kAllSigned);
    ExportReport result{{}, agency_, made_at_, records_};
    fill_report(*chain_, result.report);
    if (newest_head_holds_ && !heads_.empty()) result.report.head = heads_.back();
    result.report.finding = first_finding(result.report.finding);
    return result;
  }

 private:
  /// Returns how many bytes were dealt with; 0: more are needed.
  std::size_t take(ByteView bytes) {
    if (!begun_) return take_magic(bytes);
    const auto size = read_u32(bytes);
    if (!size || ended_) return 0;
    if (*size > kFrameLimit) return stop(Fault::ExportMalformed);
    if (bytes.size() < 4 + std::size_t{*size}) return 0;
    take_frame(bytes.subspan(4, *size));
    return 4 + *size;
  }

  std::size_t take_magic(ByteView bytes) {
    const auto expected = as_bytes(kExportMagic);
    const auto known = bytes.first(std::min(bytes.size(), expected.size()));
    if (!equal(known, expected.first(known.size()))) return stop(Fault::ExportMalformed);
    if (known.size() < expected.size()) return 0;
    begun_ = true;
    return expected.size();
  }

  void take_frame(ByteView bytes) {
    const auto frame = parse_message<Frame>(bytes);
    if (!frame || (frame->kind_case() == Frame::kOpening) == agency_.has_value()) {
      stop(Fault::ExportMalformed);
      return;
    }
    if (frame->kind_case() == Frame::kTrailer) {
      take_trailer(frame->trailer());
      return;
    }
    hash_.add(bytes);
    switch (frame->kind_case()) {
      case Frame::kOpening:
        return take_opening(frame->opening());
      case Frame::kCard:
        return take_identity(frame->card(), record::keep_card);
      case Frame::kCertificate:
        return take_identity(frame->certificate(), record::keep_certificate);
      case Frame::kCertificateEnd:
        return take_identity(frame->certificate_end(), record::keep_certificate_end);
      case Frame::kRecord:
        return take_record(frame->record());
      case Frame::kHead:
        return take_head(frame->head());
      case Frame::kWitnessed:
        return take_witnessed(frame->witnessed());
      case Frame::kEntry:
        return take_entry(frame->entry());
      default:
        stop(Fault::ExportMalformed);
    }
  }

  void take_opening(const proto::audit::Opening& opening) {
    const auto agency = AgencyId::from(opening.agency_id());
    if (!agency) {
      stop(Fault::ExportMalformed);
      return;
    }
    agency_ = *agency;
    incarnation_ = opening.incarnation();
    made_at_ = from_millis(opening.made_at());
  }

  template <class Kept>
  void take_identity(const proto::record::Signed& message,
                     Result<Kept> (*keep)(Transaction&, const record::SignedBytes&)) {
    const auto bytes = record::from_proto(message);
    if (!bytes || !keep(store_, *bytes)) find(0, Fault::IdentityNotAuthentic);
  }

  void take_record(const proto::record::SignedRecord& message) {
    ++records_;
    const auto record = record::from_proto(message);
    if (record && record_holds(store_, *record, memo_)) return;
    if (record && !finding_) bad_record_ = record->id;
    find(0, Fault::RecordNotAuthentic);
  }

  /// Heads come before the entries that they vouch for.
  void take_head(const proto::audit::SignedHead& message) {
    if (chain_) {
      stop(Fault::ExportMalformed);
      return;
    }
    const Bytes bytes = serialize_message(message);
    const auto claimed = read_head(bytes);
    const auto key = claimed ? record::find_node_key(store_, *agency_, claimed->incarnation) : std::nullopt;
    const auto head = key ? open_head(bytes, *key) : std::nullopt;
    newest_head_holds_ =
        head && head->agency == *agency_ && (heads_.empty() || heads_.back().number < head->number);
    if (newest_head_holds_) heads_.push_back(*head);
  }

  void take_witnessed(const proto::audit::SignedHead& message) {
    if (chain_) {
      stop(Fault::ExportMalformed);
      return;
    }
    const auto opened = open_witnessed(message, node_keys_in(store_));
    if (!opened) return find(0, Fault::WitnessNotAuthentic);
    witnessed_.insert(witnessed_.end(), opened->begin(), opened->end());
  }

  void begin_chain() {
    std::erase_if(witnessed_, [&](const WitnessedHead& one) { return one.head.agency != agency_; });
    chain_.emplace(heads_, witnessed_);
  }

  void take_entry(const proto::audit::StoredEntry& stored) {
    if (!chain_) begin_chain();
    const auto entry = chain_->feed(serialize_message(stored));
    if (!entry || !bad_record_ || chain_->finding() || !entry->mentions_id(bad_record_->bytes())) return;
    finding_->entry = entry->number;
    bad_record_.reset();
  }

  void take_trailer(const proto::audit::Trailer& trailer) {
    ended_ = true;
    const auto key = record::find_node_key(store_, *agency_, incarnation_);
    if (!key) return find(0, Fault::ExportUntrusted);
    if (!trailer_holds(trailer, hash_, *key)) find(0, Fault::ExportAltered);
  }

  /// Nothing behind this can be read.
  std::size_t stop(Fault fault) {
    if (!stopped_) stopped_ = Finding{next_entry(), fault};
    return 0;
  }
  /// The number of the entry that comes next; 0 before the heads.
  std::uint64_t next_entry() const {
    if (chain_) return chain_->entries() + 1;
    return heads_.empty() ? 0 : 1;
  }
  void find(std::uint64_t entry, Fault fault) {
    if (!finding_) finding_ = Finding{entry, fault};
  }

  /// What can be named exactly goes before what only says that something is wrong.
  std::optional<Finding> first_finding(const std::optional<Finding>& chain) const {
    if (chain && !is_about_the_head(*chain)) return chain;
    if (stopped_) return stopped_;
    if (!newest_head_holds_)
      return Finding{chain_->entries() > 0 ? chain_->proven() + 1 : 0, Fault::HeadNotAuthentic};
    return chain ? chain : finding_;
  }

  ScratchStore store_;
  record::SignatureMemo memo_;
  ExportHash hash_;
  Bytes waiting_;
  bool begun_ = false;
  bool ended_ = false;
  std::optional<AgencyId> agency_;
  std::uint32_t incarnation_ = 0;
  Time made_at_{};
  std::uint64_t records_ = 0;
  std::vector<Head> heads_;
  std::vector<WitnessedHead> witnessed_;
  bool newest_head_holds_ = true;
  std::optional<ChainCheck> chain_;
  std::optional<RecordId> bad_record_;
  std::optional<Finding> finding_;
  std::optional<Finding> stopped_;
};

ExportCheck::ExportCheck(std::vector<WitnessedHead> held)
    : state_(std::make_unique<State>(std::move(held))) {}
ExportCheck::ExportCheck(ExportCheck&&) noexcept = default;
ExportCheck::~ExportCheck() = default;

void ExportCheck::feed(ByteView piece) { state_->feed(piece); }
ExportReport ExportCheck::finish() { return state_->finish(); }

ExportReport check_export(ByteView file, std::vector<WitnessedHead> held) {
  ExportCheck check(std::move(held));
  check.feed(file);
  return check.finish();
}

}  // namespace tasuki::audit
