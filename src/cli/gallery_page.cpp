#include "cli/gallery_page.h"

#include <fmt/format.h>

#include <map>
#include <string_view>

#include "base/check.h"
#include "base/embedded.h"
#include "cli/highlight.h"

namespace warploom::cli {
namespace {

using dataset::Sample;

std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string_view ClassOf(Token token) {
  switch (token) {
    case Token::kPlain:
      return "";
    case Token::kKeyword:
      return "k";
    case Token::kNumber:
      return "n";
    case Token::kString:
      return "s";
    case Token::kComment:
      return "c";
    case Token::kWarp:
      return "w";
  }
  return "";
}

void AppendLine(std::string& out, const SourceLine& line) {
  for (size_t begin = 0; begin < line.text.size();) {
    size_t end = begin;
    while (end < line.text.size() && line.tokens[end] == line.tokens[begin]) {
      ++end;
    }
    const std::string part = Escaped(std::string_view(line.text).substr(begin, end - begin));
    const std::string_view style = ClassOf(line.tokens[begin]);
    out += style.empty() ? part : fmt::format("<i class={}>{}</i>", style, part);
    begin = end;
  }
}

std::string Code(std::string_view source, Language language) {
  std::string out = "<pre><code>";
  for (const SourceLine& line : Highlight(source, language)) {
    AppendLine(out, line);
    out += '\n';
  }
  return out + "</code></pre>\n";
}

std::string Dots(int64_t difficulty) {
  std::string dots;
  for (int64_t i = 1; i <= 5; ++i) {
    dots += i <= difficulty ? "●" : "○";
  }
  return dots;
}

std::string Chips(const std::vector<std::string>& features) {
  std::string out;
  for (const std::string& feature : features) {
    out += fmt::format("<li>{}</li>", Escaped(feature));
  }
  return out;
}

// The number of kernels in each category, sorted by name.
using Categories = std::map<std::string, int>;

// A distinct hue for each category, as an angle.
int HueOf(const Categories& categories, const std::string& name) {
  const auto place = std::distance(categories.begin(), categories.find(name));
  return static_cast<int>(360 * place / static_cast<std::ptrdiff_t>(categories.size()));
}

std::string CardHead(const Sample& sample, const Categories& categories) {
  return fmt::format(
      "<header><a class=number href=\"#{0}\">{1}</a><h2>{2}</h2>"
      "<span class=category style=\"--hue:{3}\">{4}</span>"
      "<span class=difficulty title=\"difficulty {5} of 5\">{6}</span>"
      "<code class=id>{0}</code></header>\n"
      "<details><summary>{7} features, launch</summary><ul>{8}</ul><p>{9}</p></details>\n",
      sample.id, sample.index, Escaped(sample.entry_point), HueOf(categories, sample.category),
      Escaped(sample.category), sample.difficulty, Dots(sample.difficulty), sample.features.size(),
      Chips(sample.features), Escaped(sample.launch));
}

std::string Pane(std::string_view kind, std::string_view title, int64_t lines,
                 const std::string& code) {
  return fmt::format(
      "<section class=pane data-kind=\"{}\"><div class=bar><b>{}</b><span>{} lines</span>"
      "<button class=copy>Copy</button></div>\n{}</section>\n",
      kind, title, lines, code);
}

std::string_view TitleOf(const Sample& sample) {
  return sample.target == "cuda" ? "CUDA" : "CPU C++";
}

std::string Card(const std::vector<Sample>& samples, const Categories& categories) {
  const Sample& first = samples.front();
  std::string out = fmt::format("<article id=\"{}\" data-category=\"{}\" data-difficulty={}>\n",
                                first.id, Escaped(first.category), first.difficulty);
  out += CardHead(first, categories);
  out += "<div class=pair>\n";
  out += Pane("python", "Python", first.python_lines, Code(first.python_code, Language::kPython));
  for (const Sample& sample : samples) {
    out += Pane(sample.target, TitleOf(sample), sample.ir_lines,
                Code(GeneratedCode(sample), Language::kCpp));
  }
  return out + "</div>\n</article>\n";
}

std::string Filters(const dataset::Request& request, const Categories& categories) {
  std::string out =
      "<nav>\n<div class=chips><button class=\"chip on\" data-category=\"\">all</button>";
  for (const auto& [name, count] : categories) {
    out += fmt::format(
        "<button class=chip data-category=\"{0}\" style=\"--hue:{1}\">{0} <b>{2}</b></button>",
        Escaped(name), HueOf(categories, name), count);
  }
  out +=
      "</div>\n<div class=tools><input type=search placeholder=\"Search names, features, code\">";
  for (const std::string& target : request.targets) {
    out += fmt::format("<button class=target data-kind=\"{}\">{}</button>", target,
                       target == "cuda" ? "CUDA" : "CPU C++");
  }
  return out + "<span class=shown></span></div>\n</nav>\n";
}

std::string Asset(std::string_view name) {
  const auto text = EmbeddedFile(name);
  WARPLOOM_CHECK(text.has_value(), "the page's style and script are part of the program");
  return std::string(*text);
}

}  // namespace

std::string GalleryPage(const dataset::Request& request,
                        const std::vector<std::vector<Sample>>& kernels) {
  Categories categories;
  for (const auto& samples : kernels) {
    ++categories[samples.front().category];
  }
  std::string out = kGalleryMark;
  out += fmt::format(
      "<html lang=en>\n<meta charset=utf-8>\n"
      "<meta name=viewport content=\"width=device-width,initial-scale=1\">\n"
      "<title>warploom: {} kernels</title>\n<style>\n{}</style>\n",
      kernels.size(), Asset("src/cli/gallery.css"));
  out += fmt::format(
      "<h1>warploom</h1>\n<p class=lead>{} kernels, each beside the code that Warp {} generates "
      "for it. Profile {}, seed {}, warploom {}.</p>\n",
      kernels.size(), request.warp_version, Escaped(request.profile), request.seed,
      request.generator_version);
  out += Filters(request, categories);
  out += "<main>\n";
  for (const auto& samples : kernels) {
    out += Card(samples, categories);
  }
  return out +
         fmt::format("</main>\n<script>\n{}</script>\n</html>\n", Asset("src/cli/gallery.js"));
}

}  // namespace warploom::cli
