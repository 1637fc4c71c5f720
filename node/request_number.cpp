#include "node/request_number.hpp"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include "proto/api.pb.h"

namespace tasuki::node {

std::uint64_t request_number(ByteView request) {
  using google::protobuf::internal::WireFormatLite;
  constexpr auto kNumberTag = static_cast<std::uint32_t>(
      WireFormatLite::MakeTag(proto::api::Request::kNumberFieldNumber, WireFormatLite::WIRETYPE_VARINT));
  google::protobuf::io::CodedInputStream stream(request.data(), static_cast<int>(request.size()));
  while (const std::uint32_t tag = stream.ReadTag()) {
    std::uint64_t number = 0;
    if (tag == kNumberTag) return stream.ReadVarint64(&number) ? number : 0;
    if (!WireFormatLite::SkipField(&stream, tag)) return 0;
  }
  return 0;
}

}  // namespace tasuki::node
