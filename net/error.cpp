#include "net/error.hpp"

namespace tasuki::net {

std::string_view error_name(NetError error) {
  switch (error) {
    case NetError::BadEndpoint:
      return "bad-endpoint";
    case NetError::CannotListen:
      return "cannot-listen";
  }
  return "net-error";
}

}  // namespace tasuki::net
