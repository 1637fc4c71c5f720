#pragma once

namespace google::protobuf {
class Message;
}

namespace tasuki::record {

/// Whether `message` or one inside it holds a field that this program does not know.
bool has_unknown_fields(const google::protobuf::Message& message);

}  // namespace tasuki::record
