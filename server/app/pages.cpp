#include "app/pages.h"

#include <boost/json/parse.hpp>

namespace madoguchi::base {
std::span<const EmbeddedFile> embedded_web();
}

namespace madoguchi::app {
namespace {

namespace json = boost::json;
using base::Result;
using boost::asio::awaitable;
using transport::Asset;
using transport::AssetStore;
using transport::Headers;
using transport::Request;
using transport::Response;
using Web = std::shared_ptr<const AssetStore>;

base::Error not_found() { return base::make_error(base::ErrorCode::kNotFound, "page"); }

/// Hashes of the style elements that the console's components add at run time; written by its
/// build.
std::string style_hashes(const AssetStore& web) {
  const Asset* file = web.find("console/csp.json");
  if (file == nullptr) return {};
  boost::system::error_code error;
  const json::value hashes = json::parse(file->identity, error);
  std::string sources;
  if (error || !hashes.is_object()) return {};
  const json::value* list = hashes.as_object().if_contains("styleHashes");
  if (list == nullptr || !list->is_array()) return {};
  for (const json::value& hash : list->as_array()) {
    sources += " '" + std::string(hash.as_string()) + "'";
  }
  return sources;
}

/// `frames`: what the page may show inside of itself; the microphone goes there, too. Empty:
/// nothing.
Headers console_headers(const AssetStore& web, const std::string& frames = {}) {
  const std::string microphone = frames.empty() ? "self" : "self \"" + frames + '"';
  return {{"Content-Security-Policy",
           "default-src 'none'; script-src 'self'; style-src 'self'" + style_hashes(web) +
               "; connect-src 'self'; img-src 'self' blob: data:; font-src 'self'; " +
               (frames.empty() ? "" : "frame-src " + frames + "; ") +
               "media-src "
               "'self' blob:; "
               "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
               "require-trusted-types-for 'script'"},
          {"Permissions-Policy", "microphone=(" + microphone + "), camera=(), geolocation=()"},
          {"Cross-Origin-Opener-Policy", "same-origin"}};
}

/// The microphone is for calls from the page.
Headers chat_headers(const std::string& ancestors, const features::ChatSettings& chat) {
  const std::string microphone = chat.web_call_queue ? "self" : "";
  return {{"Content-Security-Policy",
           "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
           "img-src 'self' blob: data:; font-src 'self'; base-uri 'none'; form-action 'none'; "
           "require-trusted-types-for 'script'; frame-ancestors " +
               ancestors},
          {"Permissions-Policy", "microphone=(" + microphone + "), camera=(), geolocation=()"}};
}

std::string allowed_ancestors(const features::ChatSettings& chat) {
  std::string sources = "'self'";
  for (const std::string& origin : chat.origins) sources += ' ' + origin;
  return sources;
}

/// The part of "/widget/KEY" after the folder, when the path is one.
std::string_view key_below(std::string_view path, std::string_view folder) {
  if (!path.starts_with(folder)) return {};
  const auto key = path.substr(folder.size());
  return key.find('/') == std::string_view::npos ? key : std::string_view{};
}

Result<Response> page(const AssetStore& web, std::string_view name, const Request& request,
                      const Headers& headers) {
  const Asset* asset = web.find(name);
  if (asset == nullptr) return base::fail(not_found());
  return transport::asset_response(*asset, request, headers);
}

/// A file of the console or of the widget; never a page, which would leave without its headers.
const Asset* find_file(const AssetStore& web, const std::string& path) {
  for (const std::string_view folder : {"console", "widget"}) {
    const Asset* asset = web.find(std::string(folder) + path);
    if (asset != nullptr && !asset->is_page()) return asset;
  }
  return nullptr;
}

bool looks_like_file(std::string_view path) {
  return path.substr(path.rfind('/') + 1).find('.') != std::string_view::npos;
}

/// Pages of the console; /sandbox of a trial shows the shop.
Headers headers_of(const AssetStore& web, const Headers& console, const std::string& shop_origin,
                   const std::string& path) {
  const bool shows_shop = path == "/sandbox" && !shop_origin.empty();
  return shows_shop ? console_headers(web, shop_origin) : console;
}

Result<Response> answer(const AssetStore& web, const features::ServiceDirectory& services,
                        const Headers& console, const std::string& shop_origin,
                        const Request& request) {
  if (const auto key = key_below(request.path, "/widget/"); !key.empty()) {
    const auto service = services.find_by_key(key);
    if (!service) return base::fail(not_found());
    return page(web, "widget/frame.html", request,
                chat_headers(allowed_ancestors(service->chat), service->chat));
  }
  if (const auto key = key_below(request.path, "/chat/"); !key.empty()) {
    const auto service = services.find_by_key(key);
    if (!service) return base::fail(not_found());
    return page(web, "widget/frame.html", request, chat_headers("'none'", service->chat));
  }
  if (const Asset* file = find_file(web, request.path))
    return transport::asset_response(*file, request);
  if (looks_like_file(request.path) || request.path.starts_with("/api/"))
    return base::fail(not_found());
  return page(web, "console/index.html", request,
              headers_of(web, console, shop_origin, request.path));
}

awaitable<Result<Response>> answer_later(Result<Response> response) { co_return response; }

void replace_all(std::string& text, std::string_view token, std::string_view value) {
  for (auto at = text.find(token); at != std::string::npos;
       at = text.find(token, at + value.size())) {
    text.replace(at, token.size(), value);
  }
}

Result<Response> shop_page(const Asset& asset, const std::string& origin, const std::string& key) {
  Response response;
  response.body = std::string(asset.identity);
  replace_all(response.body, "{{widget_origin}}", origin);
  replace_all(response.body, "{{service_key}}", key);
  response.with_header("Content-Type", "text/html; charset=utf-8")
      .with_header("Cache-Control", "no-cache");
  return response;
}

Result<Response> shop_answer(const AssetStore& web, const std::string& origin,
                             const std::string& key, const Request& request) {
  const std::string name = request.path == "/" ? "/index.html" : request.path;
  const Asset* asset = web.find("shop" + name);
  if (asset == nullptr) return base::fail(not_found());
  if (asset->is_page()) return shop_page(*asset, origin, key);
  return transport::asset_response(*asset, request);
}

}  // namespace

Result<Web> load_web(const Options& options) {
  if (!options.web_root.empty()) {
    MDG_ASSIGN(auto store, AssetStore::from_folder(options.web_root));
    return std::make_shared<const AssetStore>(std::move(store));
  }
  return std::make_shared<const AssetStore>(AssetStore::from_embedded(base::embedded_web()));
}

transport::Handler web_pages(Web web, const features::ServiceDirectory& services,
                             const std::string& shop_origin) {
  return [web, &services, &shop_origin, console = console_headers(*web)](Request request) {
    return answer_later(answer(*web, services, console, shop_origin, request));
  };
}

transport::Handler shop_pages(Web web, std::string widget_origin, std::string service_key) {
  return [web, origin = std::move(widget_origin), key = std::move(service_key)](Request request) {
    return answer_later(shop_answer(*web, origin, key, request));
  };
}

}  // namespace madoguchi::app
