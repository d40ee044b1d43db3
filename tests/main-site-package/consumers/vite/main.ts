import { exampleTags } from './example-tags';

exampleTags().then((tags) => {
  const script = document.createElement('script');
  script.type = 'application/json';
  script.id = 'tags';
  script.textContent = JSON.stringify(tags);
  document.body.append(script);
});
