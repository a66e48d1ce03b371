#include "transport/assets.h"

#include <fstream>
#include <iterator>

#include "base/secret.h"
#include "transport/accept_encoding.h"
#include "transport/content_type.h"

namespace madoguchi::transport {
namespace {

namespace fs = std::filesystem;

std::string tag_of(std::string_view contents) {
  constexpr std::size_t kTagLength = 32;
  return base::sha256_hex(contents).substr(0, kTagLength);
}

bool is_compressed(std::string_view name) { return name.ends_with(".br") || name.ends_with(".gz"); }

Asset make_asset(std::string_view name, std::string_view contents) {
  Asset asset;
  asset.identity = contents;
  asset.content_type = content_type_of(name);
  asset.tag = tag_of(contents);
  asset.is_immutable = name.starts_with("assets/") || name.find("/assets/") != std::string::npos;
  return asset;
}

base::Result<std::string> read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string contents{std::istreambuf_iterator<char>(file), {}};
  if (file.bad() || !file.is_open()) {
    return base::fail(base::ErrorCode::kNotFound, "cannot read the file " + path.string());
  }
  return contents;
}

struct Representation {
  std::string_view bytes;
  std::string_view coding;  ///< empty: as it is
};

Representation choose(const Asset& asset, const Request& request) {
  const auto accepted = request.header("accept-encoding");
  if (!asset.brotli.empty() && accepts_encoding(accepted, "br")) return {asset.brotli, "br"};
  if (!asset.gzip.empty() && accepts_encoding(accepted, "gzip")) return {asset.gzip, "gzip"};
  return {asset.identity, {}};
}

/// A strong tag names one representation (RFC 9110 section 8.8.3.3).
std::string entity_tag(const Asset& asset, std::string_view coding) {
  std::string tag = "\"" + asset.tag;
  if (!coding.empty()) tag.append("-").append(coding);
  return tag + "\"";
}

/// If-None-Match compares weakly (RFC 9110 section 13.1.2), so a tag with W/ matches too.
bool is_known(std::string_view if_none_match, std::string_view tag) {
  return if_none_match == "*" || if_none_match.find(tag) != std::string_view::npos;
}

std::string_view cache_control_of(const Asset& asset) {
  if (asset.is_immutable) return "public, max-age=31536000, immutable";
  return asset.is_page() ? "no-cache" : "public, max-age=300, must-revalidate";
}

}  // namespace

void AssetStore::add(std::span<const base::EmbeddedFile> files) {
  for (const auto& file : files) {
    if (!is_compressed(file.name)) {
      assets_.emplace(file.name, make_asset(file.name, file.contents));
    }
  }
  for (const auto& file : files) {
    if (!is_compressed(file.name)) continue;
    const auto plain = assets_.find(file.name.substr(0, file.name.size() - 3));
    if (plain == assets_.end()) continue;
    auto& form = file.name.ends_with(".br") ? plain->second.brotli : plain->second.gzip;
    form = file.contents;
  }
}

AssetStore AssetStore::from_embedded(std::span<const base::EmbeddedFile> files) {
  AssetStore store;
  store.add(files);
  return store;
}

base::Result<AssetStore> AssetStore::from_folder(const fs::path& folder) {
  AssetStore store;
  std::error_code error;
  std::vector<std::string> names;
  for (auto entry = fs::recursive_directory_iterator(folder, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (entry->is_symlink() || !entry->is_regular_file()) continue;
    names.push_back(entry->path().lexically_relative(folder).generic_string());
    MDG_ASSIGN(auto contents, read_file(entry->path()));
    store.owned_.push_back(std::make_unique<const std::string>(std::move(contents)));
  }
  if (error) {
    return base::fail(base::ErrorCode::kNotFound,
                      "cannot read the folder " + folder.string() + ": " + error.message());
  }
  std::vector<base::EmbeddedFile> files;
  for (std::size_t i = 0; i < names.size(); ++i) files.push_back({names[i], *store.owned_[i]});
  store.add(files);
  return store;
}

const Asset* AssetStore::find(std::string_view name) const {
  const auto found = assets_.find(name);
  return found == assets_.end() ? nullptr : &found->second;
}

Response asset_response(const Asset& asset, const Request& request, const Headers& extra) {
  const auto [bytes, coding] = choose(asset, request);
  const std::string tag = entity_tag(asset, coding);
  Response response;
  response.headers = extra;
  response.with_header("ETag", tag);
  response.with_header("Cache-Control", std::string(cache_control_of(asset)));
  response.with_header("Vary", "Accept-Encoding");
  if (is_known(request.header("if-none-match"), tag)) {
    response.status = 304;
    return response;
  }
  response.with_header("Content-Type", std::string(asset.content_type));
  if (!coding.empty()) response.with_header("Content-Encoding", std::string(coding));
  response.static_body = bytes;
  return response;
}

}  // namespace madoguchi::transport
