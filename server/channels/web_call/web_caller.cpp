#include "channels/web_call/web_caller.h"

#include <algorithm>

#include "base/text.h"

namespace madoguchi::channels {

std::string called_page(const std::string& url) {
  constexpr std::size_t kLongest = 64;
  const auto scheme = url.find("://");
  std::string page = scheme == std::string::npos ? url : url.substr(scheme + 3);
  page.resize(std::min(page.size(), page.find_first_of("?#")));
  if (page.ends_with('/')) page.pop_back();
  return std::string(base::first_characters(page, kLongest));
}

}  // namespace madoguchi::channels
