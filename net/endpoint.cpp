#include "net/endpoint.hpp"

#include <algorithm>
#include <charconv>

namespace tasuki::net {

namespace {

/// DNS allows no longer name.
constexpr std::size_t kMaxHost = 253;

Result<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size()) return NetError::BadEndpoint;
  return port;
}

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
         c == '_';
}

bool is_host(std::string_view host) {
  return !host.empty() && host.size() <= kMaxHost && std::ranges::all_of(host, is_host_character);
}

bool is_ipv6(std::string_view host) {
  const auto known = [](char c) { return c == ':' || c == '%' || is_host_character(c); };
  return host.find(':') != std::string_view::npos && host.size() <= kMaxHost &&
         std::ranges::all_of(host, known);
}

}  // namespace

Result<Endpoint> parse_endpoint(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return NetError::BadEndpoint;
  TRY(const std::uint16_t port, parse_port(text.substr(colon + 1)));
  auto host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
    if (!is_ipv6(host)) return NetError::BadEndpoint;
  } else if (!is_host(host)) {
    return NetError::BadEndpoint;
  }
  return Endpoint{std::string(host), port};
}

std::string to_string(const Endpoint& endpoint) {
  const bool ipv6 = endpoint.host.find(':') != std::string::npos;
  return (ipv6 ? "[" + endpoint.host + "]" : endpoint.host) + ":" + std::to_string(endpoint.port);
}

}  // namespace tasuki::net
