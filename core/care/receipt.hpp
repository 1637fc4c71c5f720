#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/base/result.hpp"
#include "core/care/error.hpp"

namespace tasuki::care {

inline constexpr std::size_t kMaxNote = 4'096;  ///< bytes

/// The five states, in the order of how far a message got. The numbers are those of proto.record.ReceiptState
/// and of the receipt table's keys.
enum class ReceiptState : std::uint8_t { Delivered = 1, Opened = 2, Accepted = 3, Declined = 4, Closed = 5 };

std::string_view receipt_state_code(ReceiptState state);
std::optional<ReceiptState> receipt_state_from(std::string_view code);
/// The state that an act of a person states: open, accept, decline, close.
std::optional<ReceiptState> state_of_act(std::string_view act);

/// It says that somebody acts on the message, or has done so.
constexpr bool takes_on(ReceiptState state) {
  return state == ReceiptState::Accepted || state == ReceiptState::Closed;
}

/// Whether an agency that has stated these of a message has it: whoever has declined has not, whatever it had
/// accepted before. What was closed stays closed.
bool has_taken_on(const std::set<ReceiptState>& states);

/// What a receipt record says (docs/protocol.md section 11.2).
struct Receipt {
  Time stated_at;
  RecordId message;
  ReceiptState state = ReceiptState::Delivered;
  std::string note;
};

Result<Bytes> serialize(const Receipt& receipt);
Result<Receipt> parse_receipt(ByteView payload);

/// What one agency has stated about one message so far.
struct ReceiptsSoFar {
  std::set<ReceiptState> states;
  bool phone = false;         ///< The message's urgency.
  bool call_record = false;   ///< A call record is known about the message, or about what forwards it.
  bool says_outcome = false;  ///< Something is said with what is stated now.
};

/// Whether `next` may be stated now. CareError::AlreadyStated, WrongTransition, CallRecordMissing.
/// For one's own receipts; what arrives from others is in any order and taken as it comes.
Result<> check_transition(const ReceiptsSoFar& so_far, ReceiptState next);

/// Delivered is stated by the node, everything else by a person. CareError::WrongAuthor.
Result<> check_receipt_author(ReceiptState state, bool by_staff);

/// The furthest state reached; none where nothing was stated.
std::optional<ReceiptState> furthest(const std::set<ReceiptState>& states);

}  // namespace tasuki::care
