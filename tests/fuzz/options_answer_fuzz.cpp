// What a trunk answers to the OPTIONS of `madoguchi doctor`.
#include <cstdint>
#include <string>
#include <string_view>

#include "app/doctor/trunk_answers.h"
#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using madoguchi::fuzz::require;
  namespace doctor = madoguchi::app::doctor;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto answer = doctor::read_options_answer(text);
  require(!answer || text.starts_with("SIP/2.0 "));
  if (!answer) return 0;
  require(answer->status >= 100 && answer->status <= 999);
  require(answer->sent_by.size() + answer->received.size() <= size);
  require(answer->sent_by.find_first_of("\r\n;,") == std::string::npos);
  require(answer->received.find_first_of("\r\n;,") == std::string::npos);
  require(!doctor::judge_answer("carrier", *answer, "192.0.2.1:5060", "").text.empty());
  return 0;
}
