#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/id.hpp"
#include "core/base/result.hpp"
#include "core/care/error.hpp"
#include "core/care/form/form.hpp"

namespace tasuki::care {

inline constexpr std::size_t kMaxBody = 65'536;           ///< bytes
inline constexpr std::size_t kMaxAsk = 1'024;             ///< bytes
inline constexpr std::size_t kMaxOverrideReason = 4'096;  ///< bytes
inline constexpr std::size_t kMaxRecipients = 256;
inline constexpr std::size_t kMaxConsentsPerRecipient = 256;
inline constexpr std::size_t kMaxHeads = 1'024;
inline constexpr std::string_view kPurposeCare = "care";

/// Two, and no default. The numbers are those of proto.record.Urgency.
enum class Urgency : std::uint8_t { Phone = 1, Message = 2 };

std::string_view urgency_code(Urgency urgency);
std::optional<Urgency> urgency_from(std::string_view code);

struct MessageRecipient {
  AgencyId agency;
  /// The consents relied on, ascending. None: sent under the message's override.
  std::vector<RecordId> consents;
};

/// What a message record says (docs/protocol.md section 11.1).
struct Message {
  Time stated_at;
  std::set<std::string> categories;
  Urgency urgency = Urgency::Message;
  std::string body;
  std::optional<Time> observed_at;
  std::string basis;  ///< Empty: not said.
  std::string kind = "status";
  std::string ask;
  std::optional<Time> ask_by;
  std::optional<RecordId> answers;
  std::string purpose{kPurposeCare};
  std::vector<MessageRecipient> recipients;  ///< Ascending, each once.
  std::vector<RecordId> heads;               ///< Ascending: the governance heads that the author's node saw.
  std::string override_reason;               ///< Not empty: emergency override.
  std::optional<Time> accept_by;             ///< Somebody is to have accepted it by then.
  Form form;                                 ///< What programs can read of it.
  std::optional<AgencyId> owner;             ///< The recipient that owes an answer to `ask`.

  bool is_override() const { return !override_reason.empty(); }
  const MessageRecipient* find(const AgencyId& agency) const;
};

/// The payload's bytes. An error where `message` is not one that `parse_message` takes, or names a kind or
/// basis that the vocabulary does not hold.
Result<Bytes> serialize(const Message& message);

/// Strict: everything that docs/protocol.md asks for is checked. Fields that it does not know are ignored; so
/// is the meaning of a kind or basis it does not know, as long as it is a well-formed code (it decides
/// nothing).
Result<Message> parse_message(ByteView payload);

/// The body and what the form says in words: what a search finds.
std::string texts_of(const Message& message);

/// Whether a node may say it without a person: that a threshold is reached, and what it escalates.
bool may_be_by_node(const Message& message);

/// `consent`, or `life-protection` where the message names none for this recipient. Empty: not a recipient.
std::string_view legal_basis(const Message& message, const AgencyId& recipient);

}  // namespace tasuki::care
