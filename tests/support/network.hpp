#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/engine/event.hpp"

namespace tasuki::test {

class Machine;

/// The network between the machines of a simulated world. Links are reliable and ordered while they last,
/// like TCP; tests cut them. A handshake is its pre-shared key alone: equal keys make a link.
class Network {
 public:
  Network() = default;
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  /// No new link between the two until `join`; existing ones are cut.
  void part(const std::string& a, const std::string& b);
  void join(const std::string& a, const std::string& b);
  /// No new link between anybody; existing ones stay.
  bool is_parted = false;

  void cut_links_of(Machine& machine);
  void cut_all_links();
  std::size_t links_up() const;

  /// Sees every frame before it is delivered, and may change it; returning false loses it together with its
  /// link.
  std::function<bool(Machine& from, Machine& to, Bytes& frame)> on_frame;

 private:
  friend class Machine;
  struct Link {
    Machine* initiator;
    Machine* responder;
    engine::Dial dial;
    bool up = false;
  };

  void dial(Machine& from, engine::Dial dial);
  void answer(engine::PskAnswer answer);
  void deliver(engine::SendFrame frame);
  void disconnect(engine::ConnectionId connection) { cut(number_of(connection)); }
  void cut(std::uint64_t number);
  bool are_parted(const Machine& a, const Machine& b) const;
  Machine* reachable(const Machine& from, const std::vector<std::string>& endpoints);

  /// A link's ends are numbered 2n (initiator) and 2n + 1.
  static engine::ConnectionId end_of(std::uint64_t link, bool initiator) {
    return engine::ConnectionId{2 * link + (initiator ? 0 : 1)};
  }
  static std::uint64_t number_of(engine::ConnectionId end) { return static_cast<std::uint64_t>(end) / 2; }
  static bool is_initiators(engine::ConnectionId end) { return static_cast<std::uint64_t>(end) % 2 == 0; }

  std::vector<Machine*> machines_;
  std::map<std::uint64_t, Link> links_;
  std::vector<std::pair<std::string, std::string>> parted_;
  std::uint64_t next_link_ = 1;
};

}  // namespace tasuki::test
