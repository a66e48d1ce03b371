#include "transport/request_id.h"

#include <cstdint>
#include <random>
#include <string_view>

namespace madoguchi::transport {

std::string make_request_id() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  thread_local std::mt19937_64 random{std::random_device{}()};
  std::string id(16, '0');
  std::uint64_t bits = random();
  for (char& digit : id) {
    digit = kDigits[bits & 15];
    bits >>= 4;
  }
  return id;
}

}  // namespace madoguchi::transport
