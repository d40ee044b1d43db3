# frozen_string_literal: true

# Signed addresses of Edgecard's cards and photos, for a main site in Ruby 2.7 or newer. Standard library only.

require 'json'
require 'openssl'

module Edgecard
  MAX_PATH_LENGTH = 4096

  # What card-schema trims, which is what JavaScript's trim() does; String#strip has another list.
  SPACE = " \v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" \
          "\u2028\u2029\u202f\u205f\u3000\ufeff"
  NONCHARACTERS = [*0xfdd0..0xfdef, *(0..16).flat_map { |plane| [plane * 0x10000 + 0xfffe, plane * 0x10000 + 0xffff] }].pack('U*').freeze
  LINE_BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/.freeze
  # What no text of a card holds: controls and overrides of the direction.
  UNWANTED = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e]/.freeze
  # A text without any other character shows nothing, and is empty.
  VISIBLE = Regexp.new(
    "[^#{SPACE}\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164" \
    "\ufe00-\ufe0f\uffa0\ufff0-\ufffb\u{13430}-\u{13442}\u{16fe4}\u{1bca0}-\u{1bca3}\u{1d159}" \
    "\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}#{NONCHARACTERS}]"
  ).freeze
  BLANKS = /[ \t\n\v\f\r\u0085\u2028\u2029]+/.freeze
  NOWHERE = Regexp.new("[\ufeff#{NONCHARACTERS}]").freeze
  # What would look odd before an ellipsis.
  LOOSE_END = %r{[\p{Zs}\p{Pd}\p{Ps}\p{Pi}\p{Pc}.,:;/\\&+~…·‥‚„،؛۔।॥、。，．：；・\u00ad\u200b\u2060]+\z}.freeze
  # How much of a text is looked at when it is cleaned: far more than any field takes.
  MAX_TEXT_LENGTH = 20_000
  SIDE = /(?:[1-9][0-9]{0,2}|1[0-9]{3}|2[0-3][0-9]{2}|2400)/.freeze
  PHOTO_SIZE = /\A#{SIDE}x#{SIDE}(?:-inside)?\.(?:jpg|webp|avif)\z/.freeze
  private_constant :SIDE, :PHOTO_SIZE, :SPACE, :NONCHARACTERS, :LINE_BREAKS, :UNWANTED, :VISIBLE, :BLANKS, :NOWHERE, :LOOSE_END, :MAX_TEXT_LENGTH

  module_function

  # The address of a card with free text.
  #
  # values: the template's fields in the order of docs/3-addresses.md, all of them: an empty string, 0 or an empty array
  # where there is nothing to say. Raises ArgumentError for what Edgecard would answer with the default card.
  def card_url(template, values, key, origin, design_version = nil)
    expect(template, /\A[a-z][a-z0-9]{0,30}\z/, "template must be a template's name such as article")
    expect(origin, %r{\Ahttps?://[^/?#\s]+\z}, 'origin must be an origin such as https://social.app.com')
    expect(design_version, /\A[0-9a-f]{12}\z/, 'design_version must be 12 hexadecimal digits') unless design_version.nil?
    raise ArgumentError, 'key must not be empty' if key.empty?

    payload = base64url(JSON.generate(values.each_with_index.map { |value, at| canonical(value, at) }))
    mac = OpenSSL::HMAC.digest('SHA256', key, "#{template}/#{payload}")
    version = design_version.nil? ? '' : "/~#{design_version}"
    path = "#{version}/#{template}/#{payload}.#{base64url(mac[0, 16])}.jpg"
    if path.length > MAX_PATH_LENGTH
      raise ArgumentError, "the path has #{path.length} characters, more than #{MAX_PATH_LENGTH}: shorten the texts"
    end

    origin + path
  end

  # The address of a photo on the photo site: size is such as 800x600.webp, or 800x600-inside.webp for the whole photo.
  #
  # Types are jpg, webp and avif, sides 1 to 2400 pixels. Raises ArgumentError for what the photo site does not have.
  def photo_url(id, size, key, origin)
    expect(id, /\A[0-9a-hjkmnp-tv-z]{16}\z/, "id must be a photo's id such as 7h3k9m2p4q8r5t6v")
    expect(size, PHOTO_SIZE, 'size must be such as 800x600.webp, of at most 2400 pixels each side')
    expect(origin, %r{\Ahttps?://[^/?#\s]+\z}, 'origin must be an origin such as https://photos.app.com')
    raise ArgumentError, 'key must not be empty' if key.empty?

    mac = OpenSSL::HMAC.digest('SHA256', key, "photos/#{id}/#{size}")
    name, type = size.split('.')
    "#{origin}/#{id}/#{name}.#{base64url(mac[0, 16])}.#{type}"
  end

  # A text of at most max characters of whatever a page's data holds; empty if there is no text in it.
  #
  # For the texts that you give to card_url, so that no title is too long: it is cut at a word, with an ellipsis.
  def clean(value, max)
    value = value.to_s if value.is_a?(Integer) || value.is_a?(Symbol) || (value.is_a?(Float) && value.finite?)
    return '' unless value.is_a?(String)

    given = value[0, MAX_TEXT_LENGTH]
    given = given.dup.force_encoding(Encoding::UTF_8) if given.encoding == Encoding::BINARY
    line = given.encode(Encoding::UTF_8, invalid: :replace, undef: :replace, replace: '').scrub('')
    cut(text(line.gsub(NOWHERE, '').gsub(BLANKS, ' '), 0).gsub(/ {2,}/, ' '), max)
  rescue EncodingError
    ''
  end

  def cut(text, max)
    return text if text.length <= max

    limit = max - 1
    whole = +''
    text.each_grapheme_cluster do |letter|
      break if whole.length + letter.length > limit

      whole << letter
    end
    whole = text[0, limit] if whole.empty?
    word = limit.downto((limit - 1) / 2 + 1).find { |at| text[at].match?(/[[:space:]]/) }
    kept = (word ? text[0, word] : whole).sub(LOOSE_END, '')
    "#{kept.empty? ? whole : kept}…"
  end
  private_class_method :cut

  def expect(text, pattern, message)
    raise ArgumentError, "#{message}; got #{text.to_s[0, 40].inspect}" unless text.is_a?(String) && pattern.match?(text)
  end
  private_class_method :expect

  def canonical(value, at)
    case value
    when Integer then value
    when String then text(value, at)
    when Array then value.map { |item| item.is_a?(String) ? text(item, at) : refuse(item, at) }
    else refuse(value, at)
    end
  end
  private_class_method :canonical

  def refuse(value, at)
    raise ArgumentError, "values[#{at}] must be a text, a whole number or an array of texts; got #{value.class}"
  end
  private_class_method :refuse

  def text(value, at)
    line = in_utf8(value, at).scrub('').gsub(UNWANTED, '').gsub(LINE_BREAKS, ' ')
    line = trimmed(line.unicode_normalize(:nfc))
    VISIBLE.match?(line) ? line : ''
  end
  private_class_method :text

  def in_utf8(value, at)
    value.encode(Encoding::UTF_8)
  rescue EncodingError
    raise ArgumentError, "values[#{at}] must be a text in a known encoding; got #{value.encoding}"
  end
  private_class_method :in_utf8

  # No pattern: one for the end of the text would be tried at every blank in it, which takes the square of their number.
  def trimmed(line)
    letters = line.chars
    first = letters.index { |letter| !SPACE.include?(letter) }
    return '' if first.nil?

    letters[first..letters.rindex { |letter| !SPACE.include?(letter) }].join
  end
  private_class_method :trimmed

  # Array#pack instead of the gem base64, which Ruby 3.4 no longer brings along.
  def base64url(bytes)
    [bytes].pack('m0').tr('+/', '-_').delete('=')
  end
  private_class_method :base64url
end
