# frozen_string_literal: true

# Holds the signer against the vectors: ruby examples/signers/ruby/check.rb card-schema/signature-vectors.json

require 'json'
require_relative 'edgecard'

ORIGIN = 'https://social.app.com'
DESIGN_VERSION = '0123456789ab'

def wrong_vectors(vectors)
  vectors.flat_map do |vector|
    card = [vector['template'], vector['given'], vector['key'], ORIGIN]
    signed = [Edgecard.card_url(*card), Edgecard.card_url(*card, DESIGN_VERSION)]
    (signed - [ORIGIN + vector['path'], "#{ORIGIN}/~#{DESIGN_VERSION}#{vector['path']}"]).map { |url| "#{vector['about']}: #{url}" }
  end
end

def wrong_refusals(refused)
  refused.filter_map do |refusal|
    "#{refusal['about']}: #{Edgecard.card_url(refusal['template'], refusal['given'], 'a key', ORIGIN)}"
  rescue ArgumentError
    nil
  end
end

def wrong_cuts(cuts)
  cuts.filter_map do |cut|
    text = Edgecard.clean(cut['text'], cut['max'])
    "#{cut['about']}: #{text}" unless text == cut['cut']
  end
end

def wrong_photos(photos)
  photos.filter_map do |photo|
    signed = Edgecard.photo_url(photo['id'], photo['file'], photo['key'], ORIGIN)
    "#{photo['about']}: #{signed}" unless signed == ORIGIN + photo['path']
  end
end

def wrong_photo_refusals(refused)
  refused.filter_map do |refusal|
    "#{refusal['about']}: #{Edgecard.photo_url(refusal['id'], refusal['file'], 'a key', ORIGIN)}"
  rescue ArgumentError
    nil
  end
end

file = JSON.parse(File.read(ARGV.fetch(0), encoding: 'UTF-8'))
vectors = file['vectors'] + file['cleaned']
wrong = wrong_vectors(vectors) + wrong_cuts(file['cuts']) + wrong_refusals(file['refused'])
wrong += wrong_photos(file['photos']) + wrong_photo_refusals(file['refusedPhotos'])
signed = vectors.length + file['photos'].length
refused = file['refused'].length + file['refusedPhotos'].length
wrong.each { |fault| puts "WRONG #{fault}" }
puts "#{signed} vectors, #{refused} refusals, #{wrong.length} wrong"
exit wrong.empty?
