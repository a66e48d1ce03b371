#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace madoguchi::base {

/// A 64-bit id of one kind of thing. Time-ordered (see IdSource), never zero for an existing thing;
/// an integer in SQL, a decimal string in JSON (JavaScript's numbers end at 2^53).
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::int64_t value) : value_(value) {}
  [[nodiscard]] constexpr std::int64_t value() const { return value_; }
  [[nodiscard]] constexpr explicit operator bool() const { return value_ != 0; }
  constexpr auto operator<=>(const Id&) const = default;

 private:
  std::int64_t value_ = 0;
};

[[nodiscard]] std::string id_to_string(std::int64_t value);
/// Accepts 1 to 19 digits without sign or leading zero, up to 2^63 - 1.
[[nodiscard]] std::optional<std::int64_t> id_from_string(std::string_view text);

template <class Tag>
[[nodiscard]] std::string to_string(Id<Tag> id) {
  return id_to_string(id.value());
}

using OrganizationId = Id<struct OrganizationTag>;
using ServiceId = Id<struct ServiceTag>;
using OperatorId = Id<struct OperatorTag>;
using SessionId = Id<struct SessionTag>;
using QueueId = Id<struct QueueTag>;
using CustomerId = Id<struct CustomerTag>;
using ThreadId = Id<struct ThreadTag>;
using ContactId = Id<struct ContactTag>;
using MessageId = Id<struct MessageTag>;
using FileId = Id<struct FileTag>;
using VisitorId = Id<struct VisitorTag>;
using MessageTemplateId = Id<struct MessageTemplateTag>;
using WorkReasonId = Id<struct WorkReasonTag>;

}  // namespace madoguchi::base

template <class Tag>
struct std::hash<madoguchi::base::Id<Tag>> {
  std::size_t operator()(madoguchi::base::Id<Tag> id) const noexcept {
    // Ids are time-ordered: the low bits alone would fill a few buckets.
    return std::hash<std::int64_t>{}(id.value() ^ (id.value() >> 20));
  }
};
