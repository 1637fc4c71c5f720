#include "core/engine/care/forms.hpp"

#include "core/base/store.hpp"
#include "core/engine/due/followed.hpp"
#include "core/engine/signs/alerts.hpp"

namespace tasuki::engine {

namespace {

Bytes form_prefix(const TeamId& team, std::size_t form) {
  const auto number = static_cast<std::uint8_t>(form);
  return concat({team.bytes(), ByteView(&number, 1)});
}

}  // namespace

void keep_form(Turn& turn, const MessageRecord& message) {
  keep_followed(turn, message);
  const auto form = message.content.form.index();
  if (form == 0) return;
  turn.transaction.put(Table::Form, concat({form_prefix(message.team, form), message.id.bytes()}), {});
  sign_has_changed(turn, message);
}

std::vector<RecordId> messages_with_form(Transaction& transaction, const TeamId& team, std::size_t form) {
  std::vector<RecordId> ids;
  const Bytes prefix = form_prefix(team, form);
  transaction.scan(Table::Form, KeyRange::prefix(prefix), Order::Ascending, [&](ByteView key, ByteView) {
    ids.push_back(*RecordId::from(key.subspan(prefix.size())));
    return true;
  });
  return ids;
}

}  // namespace tasuki::engine
