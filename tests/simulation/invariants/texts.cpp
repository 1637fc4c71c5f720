#include "core/engine/care/messages.hpp"
#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

/// A message's text lies on the disks of its sender and its recipients, and of those to whom it was forwarded
/// because nobody had accepted it, and nowhere else; no frame shows it.
class TextsStayWhereTheyBelong final : public Invariant {
 public:
  void sent(World& world, const Sent& sent) override {
    if (as_text(sent.bytes).find(kTextMark) != std::string_view::npos)
      world.fail(world.node(sent.from).name() + " shows a text to the network");
  }

  void finished(World& world) override {
    for (std::size_t index = 0; index < world.size(); ++index) {
      Node& node = world.node(index);
      const std::string disk = node.store().dump();
      for (const auto& [id, accepted] : world.book().accepted) {
        if (accepted.body.empty() || accepted.sender == index || accepted.recipients.contains(node.agency()))
          continue;
        if (disk.find(accepted.body.substr(0, accepted.body.find("。")) + "。") != std::string::npos &&
            !was_forwarded(node, id))
          world.fail(node.name() + " has the text of " + id.short_hex());
      }
    }
  }

 private:
  /// Also where it is held there.
  static bool was_forwarded(Node& node, const RecordId& id) {
    bool was = false;
    node.look([&](Transaction& transaction) {
      transaction.scan(Table::Message, KeyRange::all(), Order::Ascending, [&](ByteView key, ByteView) {
        const auto message = engine::load_message(transaction, RecordId::from(key).value());
        const auto* forward = message ? std::get_if<care::Forward>(&message->content.form) : nullptr;
        was = forward != nullptr && forward->message == id && message->content.find(node.agency()) != nullptr;
        return !was;
      });
    });
    return was;
  }
};

}  // namespace

std::unique_ptr<Invariant> texts_stay_where_they_belong() {
  return std::make_unique<TextsStayWhereTheyBelong>();
}

}  // namespace tasuki::simulation
