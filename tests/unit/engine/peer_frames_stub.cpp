#include "core/engine/peers.hpp"

/// Links and greetings without delivery behind them: used where nothing else defines these.
namespace tasuki::engine {

void peer_is_ready(Turn&, const AgencyId&) {}
void take_peer_frame(Turn&, const AgencyId&, const proto::wire::Frame&) {}

}  // namespace tasuki::engine
