#include <algorithm>

#include "core/engine/care/messages.hpp"
#include "core/engine/duty/forwards.hpp"
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
        if (was_forwarded(node, id)) continue;
        if (disk.find(accepted.body.substr(0, accepted.body.find("。")) + "。") != std::string::npos)
          world.fail(node.name() + " has the text of " + id.short_hex());
      }
    }
  }

 private:
  static bool was_forwarded(Node& node, const RecordId& id) {
    return node.look([&](Transaction& transaction) {
      return std::ranges::any_of(engine::forwards_of(transaction, id), [&](const auto& forwarded) {
        return forwarded.agency == node.agency() && engine::load_message(transaction, forwarded.forward);
      });
    });
  }
};

}  // namespace

std::unique_ptr<Invariant> texts_stay_where_they_belong() {
  return std::make_unique<TextsStayWhereTheyBelong>();
}

}  // namespace tasuki::simulation
