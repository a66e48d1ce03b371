#include <array>
#include <utility>

#include "channels/web_chat/visitor.h"

namespace madoguchi::channels {
namespace {

using Mark = std::pair<std::string_view, std::string_view>;

// The first that stands in the header counts: Chrome calls itself Safari, Edge calls itself both.
constexpr std::array kBrowsers{Mark{"Edg/", "Edge"},
                               Mark{"EdgiOS/", "Edge"},
                               Mark{"EdgA/", "Edge"},
                               Mark{"OPR/", "Opera"},
                               Mark{"SamsungBrowser/", "Samsung Internet"},
                               Mark{"Line/", "LINE"},
                               Mark{"KAKAOTALK", "KakaoTalk"},
                               Mark{"CriOS/", "Chrome"},
                               Mark{"FxiOS/", "Firefox"},
                               Mark{"Firefox/", "Firefox"},
                               Mark{"HeadlessChrome/", "Chrome"},
                               Mark{"Chrome/", "Chrome"},
                               Mark{"Safari/", "Safari"}};
constexpr std::array kSystems{Mark{"iPhone", "iPhone"},   Mark{"iPad", "iPad"},
                              Mark{"Android", "Android"}, Mark{"CrOS", "ChromeOS"},
                              Mark{"Windows", "Windows"}, Mark{"Mac OS X", "Mac"},
                              Mark{"Linux", "Linux"}};

template <std::size_t N>
std::string_view first_mark(const std::array<Mark, N>& marks, std::string_view text) {
  for (const auto& [mark, name] : marks) {
    if (text.find(mark) != std::string_view::npos) return name;
  }
  return {};
}

}  // namespace

std::string device_name(std::string_view user_agent) {
  const auto browser = first_mark(kBrowsers, user_agent);
  const auto system = first_mark(kSystems, user_agent);
  if (browser.empty() || system.empty()) return std::string(browser.empty() ? system : browser);
  return std::string(browser) + " / " + std::string(system);
}

}  // namespace madoguchi::channels
