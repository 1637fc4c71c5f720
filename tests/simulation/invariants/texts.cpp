#include "tests/simulation/world.hpp"

namespace tasuki::simulation {

namespace {

/// A message's text lies on the disks of its sender and its recipients, and nowhere else; no frame shows it.
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
        if (accepted.sender == index || accepted.recipients.contains(node.agency())) continue;
        if (disk.find(accepted.body.substr(0, accepted.body.find("。")) + "。") != std::string::npos)
          world.fail(node.name() + " has the text of " + id.short_hex());
      }
    }
  }
};

}  // namespace

std::unique_ptr<Invariant> texts_stay_where_they_belong() {
  return std::make_unique<TextsStayWhereTheyBelong>();
}

}  // namespace tasuki::simulation
