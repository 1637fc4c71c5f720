#include "core/record/unknown_fields.hpp"

#include <google/protobuf/message.h>

#include <vector>

namespace tasuki::record {

namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool has_unknown_fields_in(const Message& message, const FieldDescriptor& field) {
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return false;
  const auto& reflection = *message.GetReflection();
  if (!field.is_repeated()) return has_unknown_fields(reflection.GetMessage(message, &field));
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    if (has_unknown_fields(reflection.GetRepeatedMessage(message, &field, i))) return true;
  }
  return false;
}

}  // namespace

bool has_unknown_fields(const Message& message) {
  const auto& reflection = *message.GetReflection();
  if (!reflection.GetUnknownFields(message).empty()) return true;
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const auto* field : fields) {
    if (has_unknown_fields_in(message, *field)) return true;
  }
  return false;
}

}  // namespace tasuki::record
