// HOST:PORT, as another node's whereabouts and the configuration give it.
#include "net/endpoint.hpp"

#include "core/base/bytes.hpp"
#include "tests/fuzz/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tasuki;
  const auto endpoint = net::parse_endpoint(as_text(ByteView(data, size)));
  if (!endpoint) return 0;
  test::require(!endpoint->host.empty() && endpoint->host.size() <= size);
  test::require(endpoint->host.find('\0') == std::string::npos);
  test::require(net::parse_endpoint(net::to_string(*endpoint)).value() == *endpoint);
  return 0;
}
