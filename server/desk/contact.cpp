#include "desk/contact.h"

#include <algorithm>

namespace madoguchi::desk {
namespace {

/// FNV-1a, started from `basis`.
std::uint64_t hash(std::string_view text, std::uint64_t basis) {
  std::uint64_t value = basis;
  for (const char character : text) {
    value ^= static_cast<unsigned char>(character);
    value *= 1'099'511'628'211ULL;
  }
  return value;
}

}  // namespace

RecentMessages::Entry RecentMessages::digest(std::string_view client_id) {
  return {hash(client_id, 14'695'981'039'346'656'037ULL), hash(client_id, 0x9E37'79B9'7F4A'7C15ULL),
          0};
}

void RecentMessages::add(std::string_view client_id, int number) {
  if (client_id.empty()) return;
  Entry entry = digest(client_id);
  entry.number = number;
  if (entries_.size() < kKept) {
    entries_.push_back(entry);
    return;
  }
  entries_[next_] = entry;
  next_ = (next_ + 1) % kKept;
}

std::optional<int> RecentMessages::find(std::string_view client_id) const {
  if (client_id.empty()) return std::nullopt;
  const Entry wanted = digest(client_id);
  const auto found = std::ranges::find_if(entries_, [&](const Entry& entry) {
    return entry.high == wanted.high && entry.low == wanted.low;
  });
  return found == entries_.end() ? std::nullopt : std::optional(found->number);
}

}  // namespace madoguchi::desk
