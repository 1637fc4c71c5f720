#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/engine/event.hpp"

namespace tasuki::simulation {

class World;

/// The network in virtual time. A link is like TCP with Noise inside: reliable and ordered while it lasts,
/// with a delay; whatever is under way on it is lost when it is cut. A handshake is its pre-shared key alone:
/// equal keys make a link.
class Wires {
 public:
  explicit Wires(World& world) : world_(world) {}

  // What the nodes want.
  void dial(std::size_t from, engine::Dial dial);
  void answer(engine::PskAnswer answer);
  void send(engine::SendFrame frame);
  void disconnect(engine::ConnectionId connection);

  // What happens to them.
  /// A process is gone, and its links with it.
  void lose_links_of(std::size_t node);
  /// `told`: both ends learn of it soon; otherwise they have to notice by themselves.
  void cut(std::uint64_t link, bool told);
  void cut_all(bool told);
  /// Nothing passes between the two until `join`.
  void part(std::size_t one, std::size_t other);
  void join(std::size_t one, std::size_t other);
  void join_all();
  bool are_parted(std::size_t one, std::size_t other) const;
  /// The delay between two nodes, before jitter.
  void set_delay(std::size_t one, std::size_t other, Duration delay);

  std::vector<std::uint64_t> links_up() const;
  bool is_linked(std::size_t one, std::size_t other) const;
  /// A frame that `link`'s other end never sent, from whoever has a copy: reaches `to` in the link's order.
  /// False where the link does not lead there, or nobody has greeted on it yet: nobody honest would take
  /// anything else first.
  bool inject(std::uint64_t link, std::size_t to, Bytes frame);

 private:
  struct End {
    std::size_t node = 0;
    bool up = false;
    bool has_spoken = false;
    Duration arrives{0};  ///< When the last frame towards this end comes.
  };
  struct Link {
    std::array<End, 2> ends;  ///< Initiator, responder.
    engine::Dial dial;
    bool handshake_done = false;
  };

  static engine::ConnectionId end_of(std::uint64_t link, std::size_t end) {
    return engine::ConnectionId{2 * link + end};
  }
  static std::uint64_t link_of(engine::ConnectionId end) { return static_cast<std::uint64_t>(end) / 2; }
  static std::size_t index_of(engine::ConnectionId end) { return static_cast<std::uint64_t>(end) % 2; }

  Link* find(std::uint64_t link);
  /// The moment at which something sent now reaches that end, behind everything sent before.
  Duration arrival(Link& link, std::size_t end);
  Duration delay_between(std::size_t one, std::size_t other) const;
  void begin_handshake(std::uint64_t link);
  void link_up(std::uint64_t link, std::size_t end);
  void dial_fails(std::size_t from, const AgencyId& agency, const std::string& reason, Duration after);
  /// One end learns that the link is gone, or that it never came to be.
  void tell_down(const Link& link, std::uint64_t number, std::size_t end, Duration after);
  void deliver(std::uint64_t link, std::size_t end, Bytes frame);

  World& world_;
  std::map<std::uint64_t, Link> links_;
  std::set<std::pair<std::size_t, std::size_t>> parted_;
  std::map<std::pair<std::size_t, std::size_t>, Duration> delays_;
  std::uint64_t next_link_ = 1;
};

}  // namespace tasuki::simulation
